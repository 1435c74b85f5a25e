//! A small book, published.

use std::fs;

use tempfile::TempDir;

use super::*;

/// A workbook without listings, and a folder beside it to publish to.
struct Desk {
    home: TempDir,
}

impl Desk {
    fn new() -> Self {
        let desk = Self { home: tempfile::tempdir().unwrap() };
        let draft =
            "[[chapter]]\nslug = \"first\"\ntitle = \"First\"\ndraft = true\n";
        desk.write("checkout/workbook.toml", draft);
        desk.write("checkout/book/book.toml", "[book]\ntitle = \"Small\"\n");
        desk.write("checkout/book/src/SUMMARY.md", "- [Page](page.md)\n");
        desk.write("checkout/book/src/page.md", "# Page\n\nThe first text.\n");
        desk.write("checkout/book/live/workbook.js", "// the loader\n");
        desk.write("checkout/book/live/types.d.ts", "// no part of a site\n");
        desk
    }

    fn path(&self, path: &str) -> PathBuf {
        self.home.path().join(path)
    }

    fn write(&self, path: &str, text: &str) {
        let path = self.path(path);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, text).unwrap();
    }

    fn read(&self, path: &str) -> String {
        fs::read_to_string(self.path(path)).unwrap_or_default()
    }

    fn wish(&self, folder: &str) -> Wish {
        let root = "/".to_owned();
        Wish { folder: self.path(folder), root, module: None }
    }

    fn publish(&self, wish: &Wish) -> Result<Published> {
        let checkout = Checkout::at(self.path("checkout")).unwrap();
        publish(&checkout, wish, &AtomicBool::new(false))
    }

    /// The whole error, with its causes.
    fn refused(&self, wish: &Wish) -> String {
        format!("{:#}", self.publish(wish).expect_err("it is refused"))
    }

    /// What stands beside the checkout.
    fn names(&self) -> Vec<String> {
        let entries = fs::read_dir(self.home.path()).unwrap();
        let names = entries
            .map(|e| e.unwrap().file_name().to_string_lossy().into_owned());
        let mut names: Vec<_> = names.collect();
        names.sort();
        names
    }
}

#[test]
fn a_new_site_has_pages_scripts_and_a_catalog() {
    let desk = Desk::new();
    let site = desk.publish(&desk.wish("deep/down/site")).unwrap();
    assert_eq!(site.pages, 4, "index, page, print and 404");
    let page = desk.read("deep/down/site/page.html");
    assert!(page.contains("The first text."));
    assert!(page.contains("<meta name=\"workbook\" content=\"static\""));
    let catalog = desk.read("deep/down/site/live/catalog.js");
    let empty = "workbook.catalog = {\"listings\":{},\"module\":\"\"};\n";
    assert_eq!(catalog, empty);
    assert_eq!(desk.read("deep/down/site/live/workbook.js"), "// the loader\n");
    assert!(!desk.path("deep/down/site/live/types.d.ts").exists());
}

#[test]
fn an_earlier_site_is_replaced_whole() {
    let desk = Desk::new();
    desk.publish(&desk.wish("site")).unwrap();
    desk.write("checkout/book/src/SUMMARY.md", "- [Other](other.md)\n");
    desk.write("checkout/book/src/other.md", "# Other\n");
    desk.publish(&desk.wish("site")).unwrap();
    assert!(desk.path("site/other.html").exists());
    assert!(!desk.path("site/page.html").exists(), "it is of the old site");
    assert_eq!(desk.names(), ["checkout", "site"]);
}

#[test]
fn what_stands_in_the_folder_and_is_not_ours_stays() {
    let desk = Desk::new();
    desk.write("full/notes.txt", "kept");
    let told = desk.refused(&desk.wish("full"));
    assert!(told.contains("holds notes.txt"), "{told}");
    desk.publish(&desk.wish("site")).unwrap();
    desk.write("site/deep/CNAME", "kept");
    let told = desk.refused(&desk.wish("site"));
    assert!(told.contains("CNAME"), "{told}");
    desk.write("file", "kept");
    let told = desk.refused(&desk.wish("file"));
    assert!(told.contains("is no folder"), "{told}");
    for kept in ["full/notes.txt", "site/deep/CNAME", "file"] {
        assert_eq!(desk.read(kept), "kept");
    }
    assert_eq!(desk.names(), ["checkout", "file", "full", "site"]);
}

#[cfg(unix)]
#[test]
fn a_link_is_not_followed() {
    let desk = Desk::new();
    fs::create_dir(desk.path("elsewhere")).unwrap();
    std::os::unix::fs::symlink(desk.path("elsewhere"), desk.path("site"))
        .unwrap();
    let told = desk.refused(&desk.wish("site"));
    assert!(told.contains("is no folder"), "{told}");
}

#[test]
fn a_marker_alone_makes_no_folder_ours() {
    let desk = Desk::new();
    desk.write("full/.workbook-site", "notes.txt\n");
    desk.write("full/notes.txt", "kept");
    let told = desk.refused(&desk.wish("full"));
    assert!(told.contains("did not write"), "{told}");
}

#[test]
fn the_sources_take_no_site() {
    let desk = Desk::new();
    let told = desk.refused(&desk.wish("checkout/book/src/site"));
    assert!(told.contains("among the workbook's sources"), "{told}");
}

#[test]
fn a_build_that_fails_or_is_stopped_leaves_the_old_site() {
    let desk = Desk::new();
    desk.publish(&desk.wish("site")).unwrap();
    desk.write("checkout/book/src/page.md", "# Page\n\nThe second text.\n");
    let checkout = Checkout::at(desk.path("checkout")).unwrap();
    let stop = AtomicBool::new(true);
    let told = publish(&checkout, &desk.wish("site"), &stop).unwrap_err();
    assert!(told.to_string().contains("nothing was written"), "{told}");
    let card = "<div class=\"exercise\">\n\nSolve it.\n\n</div>\n";
    desk.write("checkout/book/src/page.md", card);
    let told = desk.refused(&desk.wish("site"));
    assert!(told.contains("names no file of an exercise"), "{told}");
    assert!(desk.read("site/page.html").contains("The first text."));
    assert_eq!(desk.names(), ["checkout", "site"]);
}

#[test]
fn the_page_for_missing_pages_knows_where_the_site_begins() {
    let desk = Desk::new();
    let wish = Wish { root: "/below/".to_owned(), ..desk.wish("site") };
    desk.publish(&wish).unwrap();
    let missing = desk.read("site/404.html");
    assert!(missing.contains("<base href=\"/below/\">"), "{missing}");
}

#[test]
fn a_module_that_is_none_is_refused_and_a_real_one_packed() {
    let desk = Desk::new();
    desk.write("listing.wasm", "\0asm and more");
    desk.write("other.wasm", "<!DOCTYPE HTML>");
    let wish = |name: &str| {
        let module = Some(desk.path(name));
        Wish { module, ..desk.wish("site") }
    };
    let told = desk.refused(&wish("other.wasm"));
    assert!(told.contains("is no WebAssembly module"), "{told}");
    let site = desk.publish(&wish("listing.wasm")).unwrap();
    let script = desk.read("site/live/listings.js");
    // How base64 of gzip begins.
    assert!(script.starts_with("workbook.module = \"H4sI"), "{script}");
    assert_eq!(site.module, Ok(script.len()));
    let catalog = desk.read("site/live/catalog.js");
    assert!(catalog.contains("\"module\":\"live/listings.js\""), "{catalog}");
}
