"use strict";
// Sorts, searches and filters the table, and shows a submission's page from its
// data. Texts become text nodes, never HTML.

const overview = document.getElementById("overview");
const page = document.getElementById("page");
const body = document.querySelector("#table tbody");
const rows = [...body.rows];
const texts = new Map(rows.map((row) => [row, row.textContent.toLowerCase()]));
const search = document.getElementById("search");
const status = document.getElementById("status");
const mistake = document.getElementById("mistake");
const shown = document.getElementById("shown");
const collator = new Intl.Collator(undefined, { numeric: true });

function data(id) {
  return JSON.parse(document.getElementById(id).textContent);
}

// ── the table ──

function filter() {
  const wanted = search.value.trim().toLowerCase();
  let count = 0;
  for (const row of rows) {
    row.hidden = !(
      texts.get(row).includes(wanted) &&
      (!status.value || row.dataset.status === status.value) &&
      (!mistake.value || row.dataset.mistakes.split(" ").includes(mistake.value))
    );
    count += row.hidden ? 0 : 1;
  }
  shown.textContent = `${count} of ${rows.length} submissions shown`;
}

function sort(button) {
  const header = button.parentElement;
  const direction = header.getAttribute("aria-sort") === "ascending" ? "descending" : "ascending";
  for (const other of header.parentElement.cells) other.setAttribute("aria-sort", "none");
  header.setAttribute("aria-sort", direction);
  const sign = direction === "ascending" ? 1 : -1;
  const key = (row) => {
    const cell = row.cells[header.cellIndex];
    return cell.dataset.sort ?? cell.textContent;
  };
  const keys = new Map(rows.map((row) => [row, key(row)]));
  const compare = header.cellIndex === 2
    ? (left, right) => Number(left) - Number(right)
    : (left, right) => collator.compare(left, right);
  rows.sort((left, right) => sign * compare(keys.get(left), keys.get(right)));
  const sorted = document.createDocumentFragment();
  for (const row of rows) sorted.append(row);
  body.append(sorted);
  shown.textContent = `sorted by ${button.textContent}, ${direction}`;
}

search.addEventListener("input", filter);
status.addEventListener("change", filter);
mistake.addEventListener("change", filter);
search.form.addEventListener("submit", (event) => event.preventDefault());
// The fields are empty only after the event.
search.form.addEventListener("reset", () => setTimeout(filter));
for (const button of document.querySelectorAll("#table thead button")) {
  button.addEventListener("click", () => sort(button));
}
for (const button of document.querySelectorAll("[data-mistake]")) {
  button.addEventListener("click", () => {
    mistake.value = button.dataset.mistake;
    filter();
    document.getElementById("submissions").focus();
  });
}

// ── a submission's page ──

function element(name, attributes, ...children) {
  const made = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, value);
  made.append(...children);
  return made;
}

function table(headings, lines) {
  const head = element("tr", {}, ...headings.map((text) => element("th", { scope: "col" }, text)));
  const cells = (line) => line.map((text) => element("td", {}, String(text)));
  const made = lines.map((line) => element("tr", {}, ...cells(line)));
  return element("table", {}, element("thead", {}, head), element("tbody", {}, ...made));
}

function unfolding(summary, content) {
  return element("details", {}, element("summary", {}, summary), content);
}

function definitions(pairs) {
  const list = element("dl", {});
  for (const [name, text] of pairs) {
    list.append(element("dt", {}, name), element("dd", {}, text));
  }
  return list;
}

function finding(found) {
  const parts = element("div", { class: "finding" }, definitions(found.texts));
  if (found.timeline) {
    const lines = found.timeline.map(([at, side, event, detail]) => [`${at} ms`, side, event, detail]);
    const events = element("div", { class: "scrolls", tabindex: "0" },
      table(["At", "Side", "Event", "Detail"], lines));
    parts.append(unfolding(`Timeline, ${lines.length} events`, events));
  }
  return parts;
}

function check(one, titles) {
  const word = element("span", { class: `word ${one.status}` }, one.status);
  const line = element("li", {}, word, ` ${titles[one.title]} `, element("code", {}, one.id));
  if (one.finding?.mistake) line.append(" · ", element("strong", {}, one.finding.mistake));
  if (one.reason) line.append(element("p", {}, one.reason));
  if (one.finding) line.append(finding(one.finding));
  return line;
}

function step(one, titles) {
  const points = one.status === "inconclusive" ? "not final" : `${one.score} of ${one.max_score} points`;
  const section = element("section", {}, element("h3", {}, `${one.step}: ${one.status}, ${points}`));
  if (one.build_output) section.append(element("pre", {}, one.build_output));
  const told = one.checks.filter((found) => found.status !== "passed");
  const passed = one.checks.filter((found) => found.status === "passed");
  const list = (checks) =>
    element("ul", { class: "checks" }, ...checks.map((found) => check(found, titles)));
  if (told.length) section.append(list(told));
  if (passed.length) section.append(unfolding(`${passed.length} checks passed`, list(passed)));
  if (one.code) {
    const lines = one.code.map(([number, line]) => `${String(number).padStart(4)}  ${line}`);
    section.append(unfolding("Code", element("pre", {}, lines.join("\n"))));
  }
  return section;
}

function link(row, word) {
  const anchor = row?.querySelector("a");
  return anchor ? [element("a", { href: anchor.getAttribute("href") }, word), " "] : [];
}

function open(place) {
  const one = data(`data-${place}`);
  const titles = data("titles");
  const visible = rows.filter((row) => !row.hidden);
  const at = visible.findIndex((row) => row.querySelector("a").hash === `#s-${place}`);
  const points = `${one.score} of ${one.max_score} points`;
  const isFinal = one.status !== "inconclusive";
  page.replaceChildren(
    element("nav", { "aria-label": "Submissions" },
      element("a", { href: "#" }, "All submissions"), " ",
      ...link(visible[at - 1], "Previous"), ...link(visible[at + 1], "Next")),
    element("h2", {}, element("bdi", {}, one.name)),
    element("p", {}, isFinal
      ? `${one.status}, ${points}`
      : `inconclusive: the grader failed; ${points} so far, which is not final`),
    ...one.steps.map((found) => step(found, titles)),
    element("h3", {}, "How it was graded"),
    definitions(one.facts),
  );
  document.title = `${one.name}: Handshake`;
}

function route() {
  const place = /^#s-(\d+)$/.exec(location.hash)?.[1];
  const isPage = place !== undefined && document.getElementById(`data-${place}`) !== null;
  const was = !page.hidden;
  overview.hidden = isPage;
  page.hidden = !isPage;
  if (isPage) {
    open(place);
    page.focus();
    scrollTo(0, 0);
  } else if (was) {
    document.title = "Handshake: results";
    document.getElementById("submissions").focus();
  }
}

// ── how long ago ──

function ago(moment) {
  const units = [["day", 86400], ["hour", 3600], ["minute", 60], ["second", 1]];
  const seconds = (moment - Date.now()) / 1000;
  const [unit, length] = units.find(([, length]) => Math.abs(seconds) >= length) ?? units[3];
  return new Intl.RelativeTimeFormat("en").format(Math.round(seconds / length), unit);
}

for (const time of document.querySelectorAll("time")) {
  const moment = Date.parse(time.dateTime);
  if (!Number.isNaN(moment)) time.textContent += ` (${ago(moment)})`;
}

addEventListener("hashchange", route);
route();
