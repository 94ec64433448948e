"""Modules are joined as a browser would load them."""

import pytest

from config.modules import UnknownForm, entries, join

MODULES = {
    "js/a.js": 'import { B } from "./lib/b.js";\nimport { c } from "./lib/c.js";\n\nnew B(c);\n',
    "js/lib/b.js": (
        'import { c } from "./c.js";\n\n/** Says c. */\nexport class B {}\nconst x = c;\n'
    ),
    "js/lib/c.js": "// A number.\nexport const c = 1;\nconst x = 2; /* kept */\n",
}


def test_what_is_imported_comes_first_and_once() -> None:
    joined = join("js/a.js", MODULES.__getitem__)
    assert joined.index("const c = 1;") < joined.index("class B {}") < joined.index("new B(c);")
    assert joined.count("const c = 1;") == 1


def test_every_module_keeps_its_own_names() -> None:
    joined = join("js/a.js", MODULES.__getitem__)
    assert "const js_lib_c=(()=>{" in joined
    assert "return{c};})();" in joined
    assert "const { c }=js_lib_c;" in joined


def test_remarks_go_and_code_stays() -> None:
    joined = join("js/a.js", MODULES.__getitem__)
    assert "Says c" not in joined
    assert "A number" not in joined
    assert "const x = 2; /* kept */" in joined


def test_entries_are_what_nobody_imports() -> None:
    assert entries(MODULES, MODULES.__getitem__) == ["js/a.js"]


@pytest.mark.parametrize(
    "text",
    [
        'import * as all from "./lib/c.js";\n',
        'import { c as d } from "./lib/c.js";\n',
        'export { c } from "./lib/c.js";\n',
        "export default 1;\n",
        'const c = await import("./lib/c.js");\n',
        'import { me } from "./odd.js";\n',
    ],
)
def test_other_forms_are_refused(text: str) -> None:
    with pytest.raises(UnknownForm):
        join("js/odd.js", (MODULES | {"js/odd.js": text}).__getitem__)
