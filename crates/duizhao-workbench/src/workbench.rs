//! The one interface of command line and window.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, MutexGuard, OnceLock, PoisonError};

use duizhao_core::Lexicon;
use duizhao_core::align;
use duizhao_core::control::Control;
use duizhao_core::model::Relation;
use duizhao_core::text::Segmenter;
use duizhao_import::worker::Worker;
use duizhao_store::{Store, StoreError};

use crate::api::batch::{BatchRequest, BatchView};
use crate::api::contract::{
    AlignmentDocument, BackupDocument, CheckDocument, ComparisonDocument, Inspection, NearDocument,
    PlanList, RestoreDocument, RulesDocument, SearchDocument, VerdictsDocument, Verification,
};
use crate::api::correct::{CorrectionsView, MatchInput};
use crate::api::import::PreviewView;
use crate::api::matrix::{MatrixRequest, MatrixView};
use crate::api::mend::{MendInput, MendResult, UnitDetail};
use crate::api::near::NearView;
use crate::api::responsibilities::ResponsibilitiesView;
use crate::api::review::{ReviewDetail, ReviewRequest, ReviewView, VerdictInput};
use crate::api::session::{ChangeView, MatchDecision};
use crate::api::targets::TargetsView;
use crate::api::view::{
    LibraryView, MatchView, SearchView, Selection, SourceLine, SourceView, SynopsisView,
};
use crate::error::Error;
use crate::messages::Lang;
use crate::ops;
use crate::ops::batch::Batch;
use crate::ops::glance::Glances;
use crate::ops::import::{Asked, ImportSource, ImportStep, Outcome};
use crate::ops::origin::{PlanFile, Reread};
use crate::ops::preview::PreviewOf;
use crate::ops::session::{Aligned, Kept, Session};
use crate::reading::{self, ReadOptions, Reading};
use crate::views;

/// The lexicons, the dictionary and, where one is named, the library.
///
/// Every method may be called from any thread. A library is opened when it is first needed, so
/// that commands given paths leave none behind.
pub struct Workbench {
    pub(crate) lexicon: Lexicon,
    segmenter: OnceLock<Segmenter>,
    library: Option<PathBuf>,
    worker: Option<Worker>,
    store: Mutex<Option<Store>>,
    pub(crate) readings: Mutex<BTreeMap<String, Arc<Reading>>>,
    pub(crate) sessions: Mutex<Vec<Kept>>,
    /// Held while a comparison is computed, so that nobody computes the same beside it.
    pub(crate) comparing: Mutex<()>,
    pub(crate) aligned: Mutex<Option<Aligned>>,
    /// What lists know of the plans; none before it is first asked for.
    pub(crate) glances: Mutex<Option<Glances>>,
    /// The batch asked for last.
    pub(crate) batch: Mutex<Option<Arc<Batch>>>,
    /// What earlier alignments computed.
    pub(crate) features: Mutex<align::Cache>,
}

impl Workbench {
    /// A workbench whose library is at `library`, opened when first needed; without one, files
    /// go in and nothing is kept.
    pub fn new(library: Option<PathBuf>) -> Self {
        Workbench {
            lexicon: Lexicon::builtin(),
            segmenter: OnceLock::new(),
            library,
            worker: None,
            store: Mutex::new(None),
            readings: Mutex::new(BTreeMap::new()),
            sessions: Mutex::new(Vec::new()),
            comparing: Mutex::new(()),
            aligned: Mutex::new(None),
            glances: Mutex::new(None),
            batch: Mutex::new(None),
            features: Mutex::new(align::Cache::new()),
        }
    }

    /// The same workbench, with `program` to read documents in processes of their own; it hands
    /// over to [`crate::serve_reader`] where its first argument is [`crate::READER_FLAG`].
    /// Without one, documents are read in this process.
    #[must_use]
    pub fn with_reader(self, program: PathBuf) -> Self {
        self.with_worker(Worker::new(program))
    }

    /// The same workbench, with a worker of other limits.
    #[must_use]
    pub fn with_worker(self, worker: Worker) -> Self {
        Workbench {
            worker: Some(worker),
            ..self
        }
    }

    /// The program that reads documents.
    pub(crate) fn worker(&self) -> Option<&Worker> {
        self.worker.as_ref()
    }

    /// A workbench with the library at `path`, opened now and made where there is none.
    pub fn open(path: &Path) -> Result<Self, Error> {
        let workbench = Workbench::new(Some(path.to_owned()));
        workbench.with_store(|_| Ok(()))?;
        Ok(workbench)
    }

    /// Reads one file, or a plan of the library by its id.
    pub fn read(&self, file: &Path, options: &ReadOptions) -> Result<Arc<Reading>, Error> {
        ops::read::one(self, file, options)
    }

    /// One plan, read, as `inspect` prints it.
    pub fn inspect(
        &self,
        file: &Path,
        options: &ReadOptions,
        lang: Lang,
    ) -> Result<Inspection, Error> {
        ops::inspect::inspect(self, file, options, lang)
    }

    /// Checks that a reading of `file` loses nothing and invents nothing.
    pub fn verify(&self, file: &Path, options: &ReadOptions) -> Result<Verification, Error> {
        ops::verify::verify(self, file, options)
    }

    /// Equivalent tasks of any number of plans; `explain` asks why every member is in its group.
    pub fn align(
        &self,
        files: &[PathBuf],
        options: &ReadOptions,
        explain: bool,
        lang: Lang,
        control: &Control<'_>,
    ) -> Result<AlignmentDocument, Error> {
        ops::align::align(self, files, options, explain, lang, control)
    }

    /// The `most` plans of the library that are nearest to a plan, and for each of its
    /// commitments the most similar ones of the whole library.
    pub fn near(
        &self,
        file: &Path,
        options: &ReadOptions,
        most: usize,
        control: &Control<'_>,
    ) -> Result<NearDocument, Error> {
        ops::near::near(self, file, options, most, control)
    }

    /// The `most` plans of the library that are nearest to one of it.
    pub fn near_plans(
        &self,
        plan: &str,
        most: usize,
        control: &Control<'_>,
    ) -> Result<NearView, Error> {
        ops::near::view(self, plan, most, control)
    }

    /// Deviations of plans from a base.
    pub fn compare(
        &self,
        request: &ops::compare::Request<'_>,
        lang: Lang,
        control: &Control<'_>,
    ) -> Result<ComparisonDocument, Error> {
        ops::compare::compare(self, request, lang, control)
    }

    /// Puts files, folders of files or texts into the library. One bad file stops nothing; a
    /// cancelled import keeps what is done.
    pub fn import(
        &self,
        sources: &[ImportSource],
        options: &ReadOptions,
        at: &str,
        control: &Control<'_>,
    ) -> Result<Vec<Outcome>, Error> {
        let asked = |source: &ImportSource| Asked {
            source: source.clone(),
            options: options.clone(),
        };
        let asked: Vec<Asked> = sources.iter().map(asked).collect();
        ops::import::import(self, &asked, at, control, &|_| ())
    }

    /// The same, each file with options of its own; `step` hears what becomes of each.
    pub fn import_watched(
        &self,
        asked: &[Asked],
        at: &str,
        control: &Control<'_>,
        step: &dyn Fn(ImportStep<'_>),
    ) -> Result<Vec<Outcome>, Error> {
        ops::import::import(self, asked, at, control, step)
    }

    /// A file, or a plan of the library, as it would be read; nothing is kept.
    pub fn preview(&self, of: &PreviewOf, options: &ReadOptions) -> Result<PreviewView, Error> {
        ops::preview::preview(self, of, options)
    }

    /// Reads the files of `plans` again, or of all plans whose files changed where none are
    /// named (重新读取): a changed file becomes a new version, decisions are carried over. With
    /// another encoding a plan is read again from its bytes, wherever its file is.
    pub fn reread(
        &self,
        plans: &[String],
        options: &ReadOptions,
        at: &str,
        control: &Control<'_>,
    ) -> Result<Vec<Reread>, Error> {
        ops::origin::reread(self, plans, options, at, control)
    }

    /// Every plan's file, and whether it changed on disk.
    pub fn plan_files(&self) -> Result<Vec<PlanFile>, Error> {
        ops::origin::files(self)
    }

    /// The plans of the library, as `plans` prints them.
    pub fn plans(&self) -> Result<PlanList, Error> {
        ops::library::plans(self)
    }

    /// The library, as the window shows it.
    pub fn library(&self) -> Result<LibraryView, Error> {
        ops::library::view(self)
    }

    /// Every place where `query` stands in the library, as `search` prints it.
    pub fn search(&self, query: &str) -> Result<SearchDocument, Error> {
        ops::search::document(self, query)
    }

    /// The first `limit` places, at most 200, as the window shows them.
    pub fn search_view(&self, query: &str, limit: u32) -> Result<SearchView, Error> {
        ops::search::view(self, query, limit)
    }

    /// A plan's outline and doubts, and at most 200 of its source lines from line `from` with
    /// what was read in them.
    pub fn source(&self, plan: &str, from: u32, count: u32) -> Result<SourceView, Error> {
        ops::source::view(self, plan, from, count)
    }

    /// At most 200 source lines of a plan from line `from`, with what was read in them.
    pub fn source_lines(
        &self,
        plan: &str,
        from: u32,
        count: u32,
    ) -> Result<Vec<SourceLine>, Error> {
        ops::source::page(self, plan, from, count)
    }

    /// At most 200 lines of the coverage matrix (总览) of a selection.
    pub fn matrix(
        &self,
        selection: &Selection,
        request: &MatrixRequest,
        control: &Control<'_>,
    ) -> Result<MatrixView, Error> {
        let session = if request.at_hand {
            ops::session::at_hand(self, selection, control)?
        } else {
            self.session(selection, control)?
        };
        views::matrix::view(self, &session, request)
    }

    /// Many plans against one base (counties × tasks): the rows asked for.
    pub fn batch(
        &self,
        selection: &Selection,
        request: &BatchRequest,
        control: &Control<'_>,
    ) -> Result<BatchView, Error> {
        let batch = ops::batch::of(self, selection, control)?;
        Ok(views::batch::view(&batch, request))
    }

    /// One aligned row (对照) of a selection.
    pub fn synopsis(&self, selection: &Selection, row: &str) -> Result<SynopsisView, Error> {
        views::synopsis::view(self, &*self.session(selection, &Control::none())?, row)
    }

    /// What the match of every column of a row rests on (匹配依据).
    pub fn matches(
        &self,
        selection: &Selection,
        row: &str,
    ) -> Result<Vec<Option<MatchView>>, Error> {
        views::synopsis::matches(&*self.session(selection, &Control::none())?, row)
    }

    /// At most 200 indicators and prose targets (指标) of a selection, from row `from` on.
    pub fn targets(&self, selection: &Selection, from: u32) -> Result<TargetsView, Error> {
        let session = self.session(selection, &Control::none())?;
        Ok(views::targets::window(
            views::targets::view(self, &session),
            from,
        ))
    }

    /// Who leads what (责任) in a selection: at most 200 rows from row `from` on.
    pub fn responsibilities(
        &self,
        selection: &Selection,
        from: u32,
    ) -> Result<ResponsibilitiesView, Error> {
        let session = self.session(selection, &Control::none())?;
        let whole = views::responsibilities::view(self, &session);
        Ok(views::responsibilities::window(whole, from))
    }

    /// At most 200 lines of the queue of deviations (审查) of a selection.
    pub fn review(
        &self,
        selection: &Selection,
        request: &ReviewRequest,
    ) -> Result<ReviewView, Error> {
        let session = self.session(selection, &Control::none())?;
        views::queue::view(self, &session, request)
    }

    /// One deviation with its evidence.
    pub fn review_detail(&self, selection: &Selection, id: &str) -> Result<ReviewDetail, Error> {
        views::review::detail(self, &*self.session(selection, &Control::none())?, id)
    }

    /// Sets a verdict, a note or a wording on a deviation.
    pub fn set_verdict(
        &self,
        selection: &Selection,
        input: &VerdictInput,
        at: &str,
    ) -> Result<ChangeView, Error> {
        ops::decide::set_verdict(self, selection, input, at)
    }

    /// Corrects a match: one step, undoable, honoured by every later run.
    pub fn decide_match(
        &self,
        selection: &Selection,
        decision: &MatchDecision,
        at: &str,
    ) -> Result<ChangeView, Error> {
        ops::decide::decide_match(self, selection, decision, at)
    }

    /// Corrects matches by the units they are about: one step, undoable, honoured by every later
    /// run. Groups are looked up among `plans` and the plans named.
    pub fn correct_match(
        &self,
        plans: &[String],
        input: &MatchInput,
        at: &str,
    ) -> Result<CorrectionsView, Error> {
        ops::correct::correct(self, plans, input, at)
    }

    /// All corrections of matches in force, and which are to be reviewed (待复核).
    pub fn corrections(&self) -> Result<CorrectionsView, Error> {
        ops::correct::list(self)
    }

    /// Corrects the reading (更正) of the unit at `path`, or of the plan as a whole where there is
    /// none: one step, undoable, honoured by every later reading.
    pub fn mend(
        &self,
        plan: &str,
        path: Option<&str>,
        input: &MendInput,
        at: &str,
    ) -> Result<MendResult, Error> {
        ops::mend::mend(self, plan, path, input, at)
    }

    /// All corrections of a plan.
    pub fn mends(&self, plan: &str) -> Result<MendResult, Error> {
        ops::mend::result(self, plan, None)
    }

    /// A unit with all that can be corrected in it.
    pub fn unit_detail(&self, plan: &str, path: &str) -> Result<UnitDetail, Error> {
        ops::mend::detail(self, plan, path)
    }

    /// Says how a plan stands to a base (`parent`, `sister`, …), or with none that the program
    /// works it out again: one step, undoable.
    pub fn set_relation(
        &self,
        plan: &str,
        base: &str,
        relation: Option<Relation>,
        at: &str,
    ) -> Result<ChangeView, Error> {
        ops::decide::set_relation(self, (plan, base), relation, at)
    }

    /// All verdicts on deviations, to be carried to another library.
    pub fn verdicts(&self) -> Result<VerdictsDocument, Error> {
        ops::verdicts::export(self)
    }

    /// Takes exported verdicts (JSON) in as one step; how many.
    pub fn import_verdicts(&self, text: &str, at: &str) -> Result<usize, Error> {
        ops::verdicts::import(self, text, at)
    }

    /// The text of a file that is no plan, such as rules.
    pub fn text_of(file: &Path, options: &ReadOptions) -> Result<String, Error> {
        Ok(reading::load(None, file, options)?.document.text)
    }

    /// The severity rules in force: of the run (TOML), of the library, or built in.
    pub fn rules(&self, own: Option<&str>) -> Result<RulesDocument, Error> {
        ops::rules::document(self, own)
    }

    /// Tunes the severity rules of the library (TOML); an empty text brings the built-in ones
    /// back. One step, undoable.
    pub fn set_rules(&self, tuning: &str, at: &str) -> Result<(), Error> {
        ops::rules::set(self, tuning, at)
    }

    /// The paper of a selection, written to `path`, with the rows of the matrix that `chosen`
    /// leaves; all where none.
    pub fn export(
        &self,
        selection: &Selection,
        chosen: Option<&MatrixRequest>,
        format: ops::export::Format,
        path: &Path,
        control: &Control<'_>,
    ) -> Result<(), Error> {
        let session = self.session(selection, control)?;
        let rows = chosen.map(|request| views::matrix::rows(&session, request));
        let bytes = ops::export::of_selection(self, selection, rows.as_deref(), format, control)?;
        ops::export::write(path, &bytes)
    }

    /// The paper of files and plans of the library, written to `path`.
    pub fn export_files(
        &self,
        request: &ops::export::Request<'_>,
        path: &Path,
        control: &Control<'_>,
    ) -> Result<(), Error> {
        let bytes = ops::export::of_files(self, request, control)?;
        ops::export::write(path, &bytes)
    }

    fn session(&self, selection: &Selection, control: &Control<'_>) -> Result<Arc<Session>, Error> {
        ops::session::of(self, selection, control)
    }

    /// Puts plans away as one step; undo brings them and their decisions back.
    pub fn delete_plans(&self, plans: &[&str], at: &str) -> Result<LibraryView, Error> {
        ops::journal::delete(self, plans, at)
    }

    /// Takes the last step back.
    pub fn undo(&self, at: &str) -> Result<ChangeView, Error> {
        ops::journal::undo(self, at)
    }

    /// Brings the step undone last back.
    pub fn redo(&self, at: &str) -> Result<ChangeView, Error> {
        ops::journal::redo(self, at)
    }

    /// Checks everything in the library.
    pub fn check(&self) -> Result<CheckDocument, Error> {
        ops::safety::check(self)
    }

    /// Backs the library up, in the folder `backups` beside it.
    pub fn backup(&self) -> Result<BackupDocument, Error> {
        ops::safety::backup(self)
    }

    /// Puts a backup, or the newest good one, in the place of the library at `library`, which
    /// must not be open. The file it replaces is kept.
    pub fn restore(library: &Path, from: Option<&Path>) -> Result<RestoreDocument, Error> {
        ops::safety::restore(library, from)
    }

    /// What was remembered in this library under `name`.
    pub fn remembered(&self, name: &str) -> Result<Option<String>, Error> {
        self.with_store(|store| store.remembered(name))
    }

    /// Remembers `value` in this library.
    pub fn remember(&self, name: &str, value: &str) -> Result<(), Error> {
        self.with_store(|store| store.remember(name, value))
    }

    /// The dictionary, loaded when first needed and kept.
    pub fn segmenter(&self) -> &Segmenter {
        self.segmenter.get_or_init(|| Segmenter::new(&self.lexicon))
    }

    /// Does `work` while another thread loads the dictionary that will be needed after it.
    pub(crate) fn while_words_load<T>(&self, work: impl FnOnce() -> T) -> T {
        std::thread::scope(|scope| {
            scope.spawn(|| self.segmenter());
            work()
        })
    }

    /// Where the library is.
    pub fn library_path(&self) -> Option<&Path> {
        self.library.as_deref()
    }

    /// True where a library is named and its file exists.
    pub(crate) fn library_exists(&self) -> bool {
        self.library.as_deref().is_some_and(Path::exists)
    }

    /// True where there is a library to ask: a file, or the one of a workbench that keeps nothing.
    pub(crate) fn has_library(&self) -> bool {
        self.library.is_none() || self.library_exists()
    }

    /// Works on the library; opens it first where that has not been done.
    pub(crate) fn with_store<T>(
        &self,
        work: impl FnOnce(&mut Store) -> Result<T, StoreError>,
    ) -> Result<T, Error> {
        let mut guard = lock(&self.store);
        if guard.is_none() {
            let opened = match &self.library {
                Some(path) => Store::open(path),
                None => Store::in_memory(),
            };
            let store = opened.map_err(|source| self.store_error(source))?;
            *guard = Some(store);
            drop(guard);
            ops::library::refresh(self)?;
            guard = lock(&self.store);
        }
        let store = guard
            .as_mut()
            .expect("it was opened above and is never closed");
        work(store).map_err(|source| self.store_error(source))
    }

    fn store_error(&self, source: StoreError) -> Error {
        let path = self
            .library
            .as_deref()
            .map(|path| path.display().to_string());
        Error::Store {
            library: path.unwrap_or_default(),
            source,
        }
    }
}

/// Relations a user may set, by their words.
pub fn relation_of(word: &str) -> Option<Relation> {
    let all = [
        Relation::Parent,
        Relation::PreviousPeriod,
        Relation::Sister,
        Relation::Unrelated,
    ];
    all.into_iter().find(|relation| relation.as_str() == word)
}

/// The value behind a lock; a thread that died while holding it changes nothing about it.
pub(crate) fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}
