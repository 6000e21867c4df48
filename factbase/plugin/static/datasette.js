// Datasette's own pages for people who do not see them: a language, a main landmark, names for the controls that have
// none. The pages work without it.

const NAMES = {
  'select[name^="_filter_column"]': "Column to filter by",
  'select[name^="_filter_op"]': "Comparison",
  'input[name^="_filter_value"]': "Value to compare with",
  'select[name="_sort"]': "Column to sort by",
  ".CodeMirror textarea": "SQL query",
};

function name() {
  for (const [where, label] of Object.entries(NAMES)) {
    for (const control of document.querySelectorAll(where)) control.setAttribute("aria-label", label);
  }
}

document.documentElement.lang ||= "en";
document.querySelector("section.content")?.setAttribute("role", "main");
for (const scrolls of document.querySelectorAll(".column-descriptions, .table-wrapper")) scrolls.tabIndex = 0;
for (const heading of document.querySelectorAll("section.content h3")) heading.setAttribute("aria-level", "2");
name();
addEventListener("load", name); // the editor comes last
// More filters can be added to the form.
document.querySelector("form.filters")?.addEventListener("click", () => setTimeout(name));
