//! What a page may load and run, as its content security policy says.
//!
//! mdBook's pages carry a few scripts within them. Each is allowed by what it
//! says, so that no other that somebody brought into a page runs: what a
//! listing prints, say.

use sha2::{Digest, Sha256};

use crate::{page::tags::tags, publish::module::base64};

/// For all that is no page.
pub const PLAIN: &str = "default-src 'self'; \
    style-src 'self' 'unsafe-inline'; object-src 'none'; base-uri 'none'; \
    form-action 'none'; frame-ancestors 'self'";

/// The policy of this page. Styles stand in attributes of what mdBook writes
/// and of what scripts draw, hence `unsafe-inline` for them.
pub fn of(page: &str) -> String {
    let mut scripts = String::from("'self'");
    for digest in inline_scripts(page).map(digest) {
        if !scripts.contains(&digest) {
            scripts += " ";
            scripts += &digest;
        }
    }
    format!(
        "default-src 'self'; script-src {scripts}; script-src-attr 'none'; \
         style-src 'self' 'unsafe-inline'; img-src 'self' data:; \
         connect-src 'self'; worker-src 'self'; object-src 'none'; \
         base-uri 'self'; form-action 'self'; frame-ancestors 'self'"
    )
}

fn inline_scripts(page: &str) -> impl Iterator<Item = &str> {
    let tags = tags(page);
    let inside: Vec<_> = tags
        .windows(2)
        .filter(|pair| pair[0].name == "script")
        .filter(|pair| pair[0].attribute("src").is_none())
        .map(|pair| &page[pair[0].end..pair[1].start])
        .collect();
    inside.into_iter()
}

fn digest(script: &str) -> String {
    format!("'sha256-{}'", base64(&Sha256::digest(script)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_script_is_allowed_by_what_it_says() {
        let page = "<p>text</p><script>alert(1)</script>\
                    <script src=\"book.js\"></script>\
                    <script>alert(1)</script><script>a < b</script>";
        let policy = of(page);
        let scripts = policy.split("script-src ").nth(1).expect("scripts");
        let scripts = scripts.split(';').next().expect("a list");
        // By `printf 'alert(1)' | openssl dgst -sha256 -binary | base64`.
        let expected = "'self' \
             'sha256-bhHHL3z2vDgxUt0W3dWQOrprscmda2Y5pLsLg4GF+pI=' \
             'sha256-7+Hlx2Vr8LqQcasoFPqn2AmTTgoMPYgL6CInd4G5SiI='";
        assert_eq!(scripts, expected);
    }

    #[test]
    fn no_script_is_allowed_because_it_is_there() {
        let policy = of("<p onclick=\"alert(1)\">text</p>");
        assert!(policy.contains("script-src 'self';"), "{policy}");
        assert!(policy.contains("script-src-attr 'none'"), "{policy}");
    }
}
