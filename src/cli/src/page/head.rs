//! What a page says of itself and loads at first.

use anyhow::Result;

use super::{
    Dress, Host, LIVE, changed,
    edits::{Edits, attribute},
    tags::Tag,
};

/// A page as mdBook wrote it.
pub(super) struct Page<'h> {
    /// From the site's root.
    pub(super) path: &'h str,
    pub(super) html: &'h str,
    pub(super) tags: &'h [Tag<'h>],
}

/// mdBook's editor, as it writes the tags; the last is its own use of it,
/// which the live page doesn't need.
const EDITOR: [&str; 5] =
    ["ace", "mode-rust", "theme-dawn", "theme-tomorrow_night", "editor"];

impl Page<'_> {
    /// From the page to the site's root: mdBook's 404 page stands anywhere
    /// and says its root by `<base>`.
    pub(super) fn root(&self) -> String {
        "../".repeat(self.path.matches('/').count())
    }

    /// Takes the editor's scripts out, for a page that nobody edits needs
    /// none of their 120 kB. Returns their paths from the root.
    pub(super) fn take_editor_out(
        &self,
        edits: &mut Edits,
    ) -> Result<Vec<String>> {
        let mut found = vec![];
        for name in EDITOR {
            let (script, path) = self.script(name).ok_or_else(|| {
                changed(&format!("it loads no {name}.js of mdBook's editor"))
            })?;
            edits.remove(script.start, script.end + "</script>".len());
            if name != "editor" {
                found.push(path);
            }
        }
        Ok(found)
    }

    /// The tag that loads a script of mdBook's, whose name has a hash in it,
    /// and its path from the root.
    fn script(&self, name: &str) -> Option<(&Tag<'_>, String)> {
        let root = self.root();
        self.tags.iter().filter(|tag| tag.name == "script").find_map(|tag| {
            let path = tag.attribute("src")?.strip_prefix(&root)?;
            let stem = path.strip_suffix(".js")?;
            let hash = stem.strip_prefix(name)?.strip_prefix('-')?;
            let is_hash = hash.bytes().all(|byte| byte.is_ascii_hexdigit());
            is_hash.then(|| (tag, path.to_owned()))
        })
    }

    pub(super) fn add_head(
        &self,
        dress: &Dress<'_>,
        editor: &[String],
        edits: &mut Edits,
    ) -> Result<()> {
        let head = self.tags.iter().find(|tag| tag.name == "/head");
        let head = head.ok_or_else(|| changed("it has no head"))?;
        let root = self.root();
        let (content, token) = match dress.host {
            Host::Server(token) => ("served", token.as_str()),
            Host::Files { .. } => ("static", ""),
        };
        let mut text = format!(
            "<meta name=\"workbook\"{}{}>\n<meta name=\"workbook-editor\"{}>\n",
            attribute("content", content),
            attribute("data-token", token),
            attribute("content", &editor.join(" ")),
        );
        if dress.sheet {
            text += &format!(
                "<link rel=\"stylesheet\" href=\"{root}{LIVE}/live.css\">\n"
            );
        }
        if dress.script {
            text += &format!(
                "<script defer src=\"{root}{LIVE}/workbook.js\"></script>\n"
            );
        }
        edits.insert(head.start, text);
        Ok(())
    }
}
