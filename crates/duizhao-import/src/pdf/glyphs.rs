//! What stands where on a page: characters, ruled lines, images.

use hayro_interpret::font::{Glyph as Drawn, GlyphRun};
use hayro_interpret::hayro_cmap::BfString;
use hayro_interpret::hayro_syntax::Pdf;
use hayro_interpret::kurbo::{Affine, BezPath, PathSeg, Point, Rect, Shape};
use hayro_interpret::{
    BlendMode, ClipPath, Context, Device, DrawMode, DrawProps, Image, ImageDrawProps,
    InterpreterCache, InterpreterSettings, SoftMask, TransformExt, interpret_page,
};

use super::codes::{self, Codes};

/// A character (or a ligature's) at its place; y grows downwards, in points.
#[derive(Debug, Clone)]
pub(super) struct Glyph {
    pub(super) text: String,
    pub(super) x: f64,
    pub(super) end: f64,
    pub(super) y: f64,
    pub(super) size: f64,
}

/// A ruled line: `at` across its direction, `from`–`to` along it.
#[derive(Debug, Clone, Copy)]
pub(super) struct Rule {
    pub(super) at: f64,
    pub(super) from: f64,
    pub(super) to: f64,
}

/// Everything of one page.
#[derive(Debug, Default)]
pub(super) struct PageGlyphs {
    pub(super) glyphs: Vec<Glyph>,
    pub(super) horizontal: Vec<Rule>,
    pub(super) vertical: Vec<Rule>,
    pub(super) images: u32,
    pub(super) height: f64,
}

impl PageGlyphs {
    /// Characters that are letters or digits.
    pub(super) fn letters(&self) -> usize {
        let letters = |glyph: &&Glyph| glyph.text.chars().any(char::is_alphanumeric);
        self.glyphs.iter().filter(letters).count()
    }

    /// The share of characters that a Chinese text would hold.
    pub(super) fn readable(&self) -> f64 {
        let plain = |c: char| matches!(c, '\u{20}'..='\u{7e}' | '\u{a0}'..='\u{17f}' | '\u{2000}'..='\u{27bf}' | '\u{2e80}'..='\u{9fff}' | '\u{f900}'..='\u{faff}' | '\u{fe30}'..='\u{fe4f}' | '\u{ff00}'..='\u{ffef}' | '\u{20000}'..='\u{323af}');
        let han = |c: char| matches!(c, '\u{2e80}'..='\u{9fff}' | '\u{ff00}'..='\u{ffef}');
        let chars = || self.glyphs.iter().flat_map(|glyph| glyph.text.chars());
        let all = chars().filter(|c| !c.is_whitespace()).count().max(1);
        let good = chars().filter(|c| plain(*c) && !c.is_whitespace()).count();
        let any_han = chars().filter(|c| han(*c)).count();
        // Latin letters alone are what a font without a map shows in place of Han.
        if any_han * 20 < all && all > 200 {
            return any_han as f64 / all as f64;
        }
        good as f64 / all as f64
    }
}

/// A page of this many characters is no page of a plan.
const GLYPHS: usize = 200_000;
/// Lines drawn with a thicker pen are areas, not rules.
const THICK: f64 = 3.0;

/// Reads all pages.
pub(super) fn pages(pdf: &Pdf) -> Vec<PageGlyphs> {
    // A font that is not embedded is stood in for: its glyphs are wrong, their codes are not.
    let settings = InterpreterSettings::default();
    let cache = InterpreterCache::new();
    let mut out = Vec::with_capacity(pdf.pages().len());
    for page in pdf.pages().iter() {
        let (width, height) = page.render_dimensions();
        let area = Rect::new(0.0, 0.0, f64::from(width), f64::from(height));
        let mut device = Collector {
            page: PageGlyphs {
                height: area.height(),
                ..PageGlyphs::default()
            },
            codes: codes::of(page),
            area,
        };
        let place = page.initial_transform(true).to_kurbo();
        let mut context = Context::new(place, area, &cache, pdf.xref(), settings.clone());
        interpret_page(page, &mut context, &mut device);
        out.push(device.page);
    }
    out
}

struct Collector {
    page: PageGlyphs,
    codes: Option<Codes>,
    area: Rect,
}

impl Collector {
    fn glyph(&mut self, glyph: &Drawn<'_>, place: Affine) {
        let text = match glyph.as_unicode() {
            Some(BfString::Char(c)) => c.to_string(),
            Some(BfString::String(text)) => text,
            None => self
                .codes
                .and_then(|codes| codes::character(codes, glyph.char_code()))
                .unwrap_or('\u{fffd}')
                .to_string(),
        };
        let advance = match glyph {
            Drawn::Outline(outline) => outline.advance_width(),
            Drawn::Type3(drawn) => drawn.advance_width(),
        };
        let origin = place * Point::ZERO;
        let up = place * Point::new(0.0, 1000.0);
        let right = place * Point::new(1000.0, 0.0);
        let end = place * Point::new(f64::from(advance.unwrap_or(1000.0)), 0.0);
        // Text that stands on its side is a stamp or a margin note of the printer.
        let level = (right.y - origin.y).abs() <= (right.x - origin.x).abs() / 4.0;
        let inside = self.area.inflate(1.0, 1.0).contains(origin);
        let size = (up.y - origin.y).abs();
        if !level || !inside || size < 0.5 || self.page.glyphs.len() >= GLYPHS {
            return;
        }
        let text = text.replace(['\r', '\n', '\t', '\u{b}', '\u{c}', '\0'], "");
        if text.is_empty() {
            return;
        }
        self.page.glyphs.push(Glyph {
            text,
            x: origin.x.min(end.x),
            end: origin.x.max(end.x),
            y: origin.y,
            size,
        });
    }

    fn rule(&mut self, from: Point, to: Point) {
        let (wide, high) = ((from.x - to.x).abs(), (from.y - to.y).abs());
        if wide > 4.0 && high <= THICK {
            self.page.horizontal.push(Rule {
                at: f64::midpoint(from.y, to.y),
                from: from.x.min(to.x),
                to: from.x.max(to.x),
            });
        } else if high > 4.0 && wide <= THICK {
            self.page.vertical.push(Rule {
                at: f64::midpoint(from.x, to.x),
                from: from.y.min(to.y),
                to: from.y.max(to.y),
            });
        }
    }
}

impl<'a> Device<'a> for Collector {
    fn draw_glyph_run(&mut self, run: &GlyphRun<'_, 'a>, props: DrawProps<'a>, _: &DrawMode) {
        for glyph in run.glyphs() {
            self.glyph(glyph, props.transform * glyph.transform());
        }
    }

    fn draw_path(&mut self, path: &BezPath, props: DrawProps<'a>, mode: &DrawMode) {
        if self.page.horizontal.len() + self.page.vertical.len() > GLYPHS {
            return;
        }
        if matches!(mode, DrawMode::Fill(_)) {
            let bounds = props.transform.transform_rect_bbox(path.bounding_box());
            if bounds.width().min(bounds.height()) <= THICK {
                let corner = Point::new(bounds.x0, bounds.y0);
                self.rule(corner, Point::new(bounds.x1, bounds.y1));
            }
            return;
        }
        for segment in path.segments() {
            if let PathSeg::Line(line) = segment {
                self.rule(props.transform * line.p0, props.transform * line.p1);
            }
        }
    }

    fn draw_image(&mut self, _: Image<'a, '_>, _: ImageDrawProps<'a>) {
        self.page.images += 1;
    }

    fn push_clip_path(&mut self, _: &ClipPath) {}
    fn push_transparency_group(&mut self, _: f32, _: Option<SoftMask<'a>>, _: BlendMode) {}
    fn pop_clip(&mut self) {}
    fn pop_transparency_group(&mut self) {}
}
