//! The listings as one WebAssembly module, in a script that a page loads when
//! a listing is first run: `file://` lets no page fetch anything else.

use std::{
    env, fs,
    path::{Path, PathBuf},
    process::Command,
};

use anyhow::{Context, Result, ensure};

use crate::{checkout::Checkout, recording};

/// What the module is compiled for, and how: small first.
const TARGET: &str = "wasm32-wasip1";
const PROFILE: &str = "page";

/// How a module begins.
const MAGIC: &[u8] = b"\0asm";

/// The module at this path.
///
/// # Errors
/// When it can't be read, or is none.
pub(super) fn read(path: &Path) -> Result<Vec<u8>> {
    let module = fs::read(path)
        .with_context(|| format!("{} can't be read", path.display()))?;
    ensure!(
        module.starts_with(MAGIC),
        "{} is no WebAssembly module; name the `listing.wasm` that cargo \
         built for {TARGET}",
        path.display()
    );
    Ok(module)
}

/// Builds the module, or says what is missing to do so.
///
/// # Errors
/// When the listings don't compile for a page.
pub(super) fn build(checkout: &Checkout) -> Result<Result<Vec<u8>, String>> {
    if !has_target() {
        return Ok(Err(format!(
            "this Rust can't build for {TARGET}; \
             `rustup target add {TARGET}` lets it"
        )));
    }
    let cargo = env::var_os("CARGO").unwrap_or_else(|| "cargo".into());
    let output = Command::new(cargo)
        .args(["build", "--quiet", "--bin", "listing"])
        .args(["--profile", PROFILE, "--target", TARGET])
        .arg("--message-format=json-render-diagnostics")
        .current_dir(checkout.root())
        .stderr(std::process::Stdio::inherit())
        .output()
        .context("cargo can't be started")?;
    ensure!(
        output.status.success(),
        "the listings do not compile for {TARGET}; what they need and a page \
         has not belongs into `needs` in workbook.toml"
    );
    let module = recording::executable(&output.stdout)
        .context("cargo named no module of the bin `listing`")?;
    read(&module).map(Ok)
}

/// Whether the compiler that cargo will call has a standard library for it.
fn has_target() -> bool {
    let rustc = env::var_os("RUSTC").unwrap_or_else(|| "rustc".into());
    let asked = Command::new(rustc)
        .args(["--print", "target-libdir", "--target", TARGET])
        .output();
    let Ok(asked) = asked else { return false };
    let folder = PathBuf::from(String::from_utf8_lossy(&asked.stdout).trim());
    let Ok(files) = fs::read_dir(folder) else { return false };
    files
        .flatten()
        .any(|file| file.file_name().to_string_lossy().starts_with("libstd-"))
}

/// The script that hands the module to the page.
pub(super) fn script(module: &[u8]) -> String {
    format!("workbook.module = \"{}\";\n", base64(&gzip(module)))
}

/// As `gzip -9` packs it; browsers unpack it by themselves.
fn gzip(plain: &[u8]) -> Vec<u8> {
    // Deflated, of no time, packed hard, on no system.
    let mut packed = vec![0x1f, 0x8b, 8, 0, 0, 0, 0, 0, 2, 0xff];
    packed.extend(miniz_oxide::deflate::compress_to_vec(plain, 10));
    packed.extend(crc32(plain).to_le_bytes());
    let length = u32::try_from(plain.len()).expect("no module is 4 GB");
    packed.extend(length.to_le_bytes());
    packed
}

/// The checksum at the end of a gzip file.
fn crc32(bytes: &[u8]) -> u32 {
    let mut crc = u32::MAX;
    for byte in bytes {
        crc ^= u32::from(*byte);
        for _ in 0..8 {
            let carry = crc & 1;
            crc = (crc >> 1) ^ (carry * 0xedb8_8320);
        }
    }
    !crc
}

/// Bytes as text.
pub(crate) fn base64(bytes: &[u8]) -> String {
    const DIGITS: &[u8; 64] =
        b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    let mut text = String::with_capacity(bytes.len().div_ceil(3) * 4);
    for three in bytes.chunks(3) {
        let mut all = [0; 4];
        all[1..=three.len()].copy_from_slice(three);
        let bits = u32::from_be_bytes(all);
        for place in 0..4 {
            let digit = bits >> (18 - 6 * place) & 63;
            text.push(match place <= three.len() {
                true => char::from(DIGITS[digit as usize]),
                false => '=',
            });
        }
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn base64_pads_what_is_no_multiple_of_three() {
        let cases = [("", ""), ("f", "Zg=="), ("fo", "Zm8="), ("foo", "Zm9v")];
        for (plain, expected) in cases {
            assert_eq!(base64(plain.as_bytes()), expected);
        }
        assert_eq!(base64(&[0xfb, 0xff, 0xfe]), "+//+");
    }

    #[test]
    fn a_packed_module_has_gzips_frame() {
        let plain = b"123456789";
        // The checksum that every description of it names.
        assert_eq!(crc32(plain), 0xcbf4_3926);
        let packed = gzip(plain);
        let (frame, rest) = packed.split_at(10);
        assert_eq!(frame, [0x1f, 0x8b, 8, 0, 0, 0, 0, 0, 2, 0xff]);
        let (deflated, end) = rest.split_at(rest.len() - 8);
        let again = miniz_oxide::inflate::decompress_to_vec(deflated).unwrap();
        assert_eq!(again, plain);
        assert_eq!(end, [0x26, 0x39, 0xf4, 0xcb, 9, 0, 0, 0]);
    }
}
