"use strict";
(function () {
  const root = document.documentElement;
  const button = document.getElementById("theme");
  const dark = window.matchMedia("(prefers-color-scheme: dark)");
  button.hidden = false;
  button.addEventListener("click", function () {
    const now = root.dataset.theme || (dark.matches ? "dark" : "light");
    root.dataset.theme = now === "dark" ? "light" : "dark";
  });

  function key(row, column) {
    const cell = row.cells[column];
    const number = parseFloat(cell.dataset.v);
    return Number.isFinite(number) ? number : cell.textContent.trim();
  }

  // Cells without a number stay last in both orders.
  function compare(a, b, numeric, sign) {
    if (numeric) {
      const lacks = (typeof a !== "number") - (typeof b !== "number");
      return lacks !== 0 ? lacks : typeof a === "number" ? sign * (a - b) : 0;
    }
    return sign * String(a).localeCompare(String(b), "en", { numeric: true });
  }

  function sort(table, head, column) {
    const ascending = head.getAttribute("aria-sort") !== "ascending";
    const body = table.tBodies[0];
    const rows = Array.from(body.rows);
    const numeric = rows.some(function (row) { return typeof key(row, column) === "number"; });
    rows.sort(function (a, b) { return compare(key(a, column), key(b, column), numeric, ascending ? 1 : -1); });
    Array.from(head.parentNode.cells).forEach(function (other) { other.removeAttribute("aria-sort"); });
    head.setAttribute("aria-sort", ascending ? "ascending" : "descending");
    rows.forEach(function (row) { body.appendChild(row); });
  }

  document.querySelectorAll("table.sortable").forEach(function (table) {
    Array.from(table.tHead.rows[0].cells).forEach(function (head, column) {
      head.classList.add("sorts");
      head.tabIndex = 0;
      head.title = "Sort by this column";
      head.addEventListener("click", function () { sort(table, head, column); });
      head.addEventListener("keydown", function (event) {
        if (event.key === "Enter" || event.key === " ") {
          event.preventDefault();
          sort(table, head, column);
        }
      });
    });
  });
})();
