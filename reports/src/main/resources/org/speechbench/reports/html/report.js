"use strict";
(function () {
  const root = document.documentElement;

  function element(name, css, text) {
    const made = document.createElement(name);
    made.className = css;
    made.textContent = text;
    return made;
  }

  function addTheme() {
    const button = document.getElementById("theme");
    const dark = window.matchMedia("(prefers-color-scheme: dark)");
    button.hidden = false;
    button.addEventListener("click", function () {
      const now = root.dataset.theme || (dark.matches ? "dark" : "light");
      root.dataset.theme = now === "dark" ? "light" : "dark";
    });
  }

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

  function addSorting(table) {
    if (table.tBodies[0].rows.length < 2) {
      return;
    }
    Array.from(table.tHead.rows[0].cells).forEach(function (head, column) {
      const button = element("button", "sorts", "");
      button.type = "button";
      button.title = "Sort by this column";
      button.append.apply(button, Array.from(head.childNodes));
      head.append(button);
      button.addEventListener("click", function () { sort(table, head, column); });
    });
  }

  function addFilter(table) {
    const rows = Array.from(table.tBodies[0].rows);
    const label = element("label", "filter", "Filter rows ");
    const input = element("input", "", "");
    const count = element("span", "small dim", "");
    input.type = "search";
    count.setAttribute("role", "status");
    label.append(input);
    const line = element("p", "filters", "");
    line.append(label, count);
    table.parentNode.before(line);
    input.addEventListener("input", function () {
      const wanted = input.value.trim().toLowerCase();
      rows.forEach(function (row) { row.hidden = !row.textContent.toLowerCase().includes(wanted); });
      const left = rows.filter(function (row) { return !row.hidden; }).length;
      count.textContent = wanted ? left + " of " + rows.length : "";
    });
  }

  // A box that goes on to the right fades there, and a line above it says so.
  function addScrollHint(box) {
    const hint = element("p", "hint", "Scroll sideways: there is more \u2192");
    hint.setAttribute("aria-hidden", "true");
    box.before(hint);
    function update() {
      hint.hidden = box.scrollWidth <= box.clientWidth + 1;
      box.classList.toggle("more", box.scrollLeft + box.clientWidth < box.scrollWidth - 1);
    }
    box.addEventListener("scroll", update, { passive: true });
    new ResizeObserver(update).observe(box);
    update();
  }

  // What a mouse gets from the browser, for fingers: a tap on something that has a title shows it.
  function addTooltips() {
    const tip = element("div", "tip", "");
    tip.hidden = true;
    tip.setAttribute("role", "status");
    document.body.append(tip);
    document.addEventListener("click", function (event) {
      const cell = event.target.closest("td[title]");
      const shape = event.target.closest("svg.chart g, svg.chart rect");
      const title = shape && shape.querySelector(":scope > title");
      const text = cell ? cell.title : title ? title.textContent : "";
      tip.hidden = !text;
      tip.textContent = text;
      tip.style.left = Math.max(8, Math.min(event.pageX, root.clientWidth - tip.offsetWidth - 8)) + "px";
      tip.style.top = event.pageY + 14 + "px";
    });
    document.addEventListener("keydown", function (event) {
      if (event.key === "Escape") {
        tip.hidden = true;
      }
    });
  }

  addTheme();
  document.querySelectorAll("table.sortable").forEach(addSorting);
  document.querySelectorAll("table.filterable").forEach(addFilter);
  document.querySelectorAll(".scroll").forEach(addScrollHint);
  addTooltips();
})();
