//! The plans that come with the program: five real ones, byte for byte as received, and a made-up one.

use duizhao_workbench::ImportSource;

const PLANS: [(&str, &[u8]); 5] = [
    (
        "000_5858b48f3c980549.txt",
        include_bytes!("../../seeds/000_5858b48f3c980549.txt"),
    ),
    (
        "001_032358706700e372.txt",
        include_bytes!("../../seeds/001_032358706700e372.txt"),
    ),
    (
        "002_d69efc627f7d24d0.txt",
        include_bytes!("../../seeds/002_d69efc627f7d24d0.txt"),
    ),
    (
        "003_4c59c97df8a0ccea.txt",
        include_bytes!("../../seeds/003_4c59c97df8a0ccea.txt"),
    ),
    (
        "004_ce8763cea49ce9f3.txt",
        include_bytes!("../../seeds/004_ce8763cea49ce9f3.txt"),
    ),
];

/// Returns them as something to import.
pub(crate) fn plans() -> Vec<ImportSource> {
    PLANS
        .iter()
        .map(|(name, bytes)| ImportSource::Bytes {
            name: (*name).to_owned(),
            bytes: bytes.to_vec(),
        })
        .collect()
}

/// Returns the made-up county plan and its parent, to try a review on.
pub(crate) fn demonstration() -> Vec<ImportSource> {
    let child = ImportSource::Bytes {
        name: "rencheng-145-demo.txt".to_owned(),
        bytes: include_bytes!("../../seeds/demo/rencheng-145-demo.txt").to_vec(),
    };
    let parent = plans().swap_remove(2);
    vec![parent, child]
}
