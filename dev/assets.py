"""Style sheets and scripts for the browser: Sass compiled, ES modules copied as they are; no bundler.

static/build/NAME.css       from assets/NAME.scss
static/build/js/            from assets/js/
static/build/vendor/        the packages' own files for browsers
"""

import re
import shutil
from pathlib import Path

from dev.install import execute, node
from dev.places import ROOT, fingerprint, say

ASSETS = ROOT / "assets"
MODULES = ROOT / "node_modules"
BUILD = ROOT / "static" / "build"
VENDOR = [
    "govuk-frontend/dist/govuk/govuk-frontend.min.js",
    "@ministryofjustice/frontend/moj/moj-frontend.min.js",
    "htmx.org/dist/htmx.min.js",
    "accessible-autocomplete/dist/accessible-autocomplete.min.js",
    "accessible-autocomplete/dist/accessible-autocomplete.min.css",
]


def build() -> None:
    """Install the front-end packages and build, each only if something it is made from changed."""
    packages = fingerprint("package.json", "package-lock.json", ".npmrc")
    stamp = MODULES / ".stamp"
    if not stamp.exists() or stamp.read_text() != packages:
        say("Installing front-end packages")
        _, npm, environment = node()
        execute([*npm, "ci", "--no-progress"], "npm ci", env=environment)
        stamp.write_text(packages)
    sources = packages + fingerprint("assets/**/*", "dev/assets.py")
    stamp = BUILD / ".stamp"
    if not stamp.exists() or stamp.read_text() != sources:
        say("Building style sheets and scripts")
        compile_and_copy()
        stamp.write_text(sources)


def compile_and_copy() -> None:
    new = BUILD.with_name("build.new")
    shutil.rmtree(new, ignore_errors=True)
    (new / "vendor").mkdir(parents=True)
    for path in VENDOR:
        # The source map that the end names isn't served, and a link to nothing breaks hashed names.
        text = re.sub(
            r"(//# sourceMappingURL=\S+|/\*# sourceMappingURL=.*?\*/)\s*\Z", "", (MODULES / path).read_text()
        )
        (new / "vendor" / Path(path).name).write_text(text)
    if (ASSETS / "js").exists():
        shutil.copytree(ASSETS / "js", new / "js")
    if sheets := [f"{path}:{new / path.stem}.css" for path in sorted(ASSETS.glob("[!_]*.scss"))]:
        program, _, environment = node()
        options = ["--load-path=.", "--load-path=node_modules", "--style=compressed"]
        options += ["--no-source-map", "--quiet-deps"]
        execute([*program, MODULES / "sass" / "sass.js", *options, *sheets], "sass", env=environment)
    shutil.rmtree(BUILD, ignore_errors=True)
    new.rename(BUILD)
