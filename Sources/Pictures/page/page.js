// Zoom, drag, filter, fold, keyboard and details over the drawing, which is there without any of it.
(() => {
  "use strict";
  const svg = document.querySelector("svg.picture");
  if (!svg) return;
  document.documentElement.classList.add("scripted");
  const number = (element, name) => Number(element.dataset[name]);
  const left = number(svg, "left"), right = number(svg, "right"), top = number(svg, "top"), row = number(svg, "row");
  const length = number(svg, "length"), width = number(svg, "width");
  const lanes = [...svg.querySelectorAll(".lane")];
  const placed = [...svg.querySelectorAll("[data-b]")], ticks = svg.querySelector(".ticks");
  const arcs = [...svg.querySelectorAll(".arc")];
  const about = document.getElementById("about"), filter = document.getElementById("filter");
  const foldButton = document.getElementById("fold");
  const names = lanes.map(lane => lane.querySelector(".name").textContent);
  let view = {begin: 0, end: length}, chosen = -1, folded = false;

  const x = at => left + (at - view.begin) / (view.end - view.begin) * (right - left);
  const clamp = (value, low, high) => Math.min(high, Math.max(low, value));

  function clock(seconds, step) {
    if (svg.dataset.unit === "steps") return String(Math.round(seconds));
    if (step < 1) return seconds.toFixed(step < 0.01 ? 3 : step < 0.1 ? 2 : 1) + " s";
    const whole = Math.round(seconds), two = n => String(n).padStart(2, "0");
    if (whole < 60) return whole + " s";
    if (whole < 3600) return Math.floor(whole / 60) + ":" + two(whole % 60);
    return Math.floor(whole / 3600) + ":" + two(Math.floor(whole / 60) % 60) + ":" + two(whole % 60);
  }

  // Round steps, ten of them at most.
  function drawTicks() {
    const span = view.end - view.begin;
    const steps = [.001, .002, .005, .01, .02, .05, .1, .2, .5, 1, 2, 5, 10, 15, 30, 60, 120, 300, 600, 900, 1800, 3600, 7200];
    const step = steps.find(s => span / s <= 10 && (svg.dataset.unit !== "steps" || s >= 1)) || span;
    const bottom = number(svg, "bottom");
    ticks.replaceChildren();
    for (let k = Math.ceil(view.begin / step - 1e-9); k * step <= view.end + 1e-9; k++) {
      const group = document.createElementNS(svg.namespaceURI, "g");
      group.setAttribute("class", "tick");
      const line = document.createElementNS(svg.namespaceURI, "line");
      for (const [name, value] of [["x1", x(k * step)], ["x2", x(k * step)], ["y1", top - 6], ["y2", bottom]]) line.setAttribute(name, value);
      const text = document.createElementNS(svg.namespaceURI, "text");
      text.setAttribute("x", x(k * step) + 3);
      text.setAttribute("y", top - 8);
      text.textContent = clock(k * step, step);
      group.append(line, text);
      ticks.append(group);
    }
  }

  function place(element) {
    const begin = x(number(element, "b")), end = element.dataset.e === undefined ? begin : x(number(element, "e"));
    if (element.tagName === "rect") {
      element.setAttribute("x", begin);
      element.setAttribute("width", Math.max(end - begin, 1));
    } else if (element.tagName === "line") {
      element.setAttribute("x1", begin);
      element.setAttribute("x2", end);
    } else if (element.tagName === "text") {
      const from = Math.max(begin, left);
      element.setAttribute("x", from + 4);
      element.style.display = Math.min(end, right) - from > 8 + 6.4 * element.textContent.length || element.classList.contains("finding") ? "" : "none";
    } else {
      element.setAttribute("transform", `translate(${begin},0)`);
    }
  }

  function draw() {
    placed.forEach(place);
    drawTicks();
    arcs.forEach(arc => {
      const end = side => [x(number(arc, side + "At")), rowOf[number(arc, side)] * row + top + row / 2];
      const [a, b] = [end("from"), end("to")];
      const bend = Math.max(20, Math.abs(a[1] - b[1]) / 3);
      arc.setAttribute("d", `M${a[0]},${a[1]} C${a[0] + bend},${a[1]} ${b[0] + bend},${b[1]} ${b[0]},${b[1]}`);
    });
  }

  // Where each lane stands: those of a folded family on one row, those that the filter leaves out on none.
  let rowOf = lanes.map((_, index) => index);
  function arrange() {
    const words = filter.value.toLowerCase().split(/\s+/).filter(Boolean);
    const first = new Map();
    let next = 0;
    lanes.forEach((lane, index) => {
      const text = (names[index] + " " + lane.dataset.text).toLowerCase();
      const isShown = lane.dataset.kind === "foreground" || words.every(word => text.includes(word));
      lane.style.display = isShown ? "" : "none";
      if (!isShown) return;
      const family = folded && lane.dataset.family;
      const name = lane.querySelector(".name"), figure = lane.querySelector(".figure");
      name.style.display = figure.style.display = "";
      name.textContent = names[index];
      if (family && first.has(family)) {
        rowOf[index] = rowOf[first.get(family)];
        name.style.display = figure.style.display = "none";
      } else {
        rowOf[index] = next++;
        if (family) {
          first.set(family, index);
          name.textContent = family + "* (" + lanes.filter(other => other.dataset.family === family).length + ")";
          figure.style.display = "none";
        }
      }
      lane.setAttribute("transform", `translate(0,${top + rowOf[index] * row})`);
    });
    const bottom = top + Math.max(1, next) * row;
    svg.dataset.bottom = bottom;
    svg.setAttribute("viewBox", `0 0 ${width} ${bottom + 8}`);
    draw();
  }

  function zoom(factor, at) {
    const span = clamp((view.end - view.begin) * factor, length / 5000, length);
    const share = (at - view.begin) / (view.end - view.begin);
    const begin = clamp(at - share * span, 0, length - span);
    view = {begin, end: begin + span};
    draw();
  }

  function pan(by) {
    const span = view.end - view.begin, begin = clamp(view.begin + by, 0, length - span);
    view = {begin, end: begin + span};
    draw();
  }

  const time = event => {
    const box = svg.getBoundingClientRect();
    return view.begin + ((event.clientX - box.left) / box.width * width - left) / (right - left) * (view.end - view.begin);
  };

  function tell(index, note) {
    chosen = index;
    lanes.forEach((lane, other) => lane.classList.toggle("chosen", other === index));
    about.replaceChildren();
    const title = document.createElement("strong");
    title.textContent = names[index];
    about.append(title);
    const list = document.createElement("dl");
    const rows = JSON.parse(lanes[index].dataset.details || "[]");
    for (const [name, value] of note ? [["here", note], ...rows] : rows) {
      const term = document.createElement("dt"), meaning = document.createElement("dd");
      term.textContent = name;
      meaning.textContent = value;
      list.append(term, meaning);
    }
    about.append(list);
  }

  lanes.forEach((lane, index) => {
    lane.addEventListener("mouseover", event => tell(index, event.target.querySelector?.("title")?.textContent));
    lane.addEventListener("focus", () => tell(index));
  });
  svg.addEventListener("wheel", event => {
    if (!event.ctrlKey && !event.metaKey && !event.shiftKey) return;
    event.preventDefault();
    zoom(event.deltaY + event.deltaX > 0 ? 1.25 : 0.8, clamp(time(event), view.begin, view.end));
  }, {passive: false});
  let held = null;
  svg.addEventListener("pointerdown", event => { held = {x: event.clientX, begin: view.begin}; });
  addEventListener("pointermove", event => {
    if (!held) return;
    const box = svg.getBoundingClientRect();
    pan(held.begin - (event.clientX - held.x) / box.width * width / (right - left) * (view.end - view.begin) - view.begin);
  });
  addEventListener("pointerup", () => { held = null; });
  svg.addEventListener("dblclick", () => { view = {begin: 0, end: length}; draw(); });
  filter.addEventListener("input", arrange);
  const fold = () => {
    folded = !folded;
    foldButton.setAttribute("aria-pressed", folded);
    arrange();
  };
  foldButton.addEventListener("click", fold);
  foldButton.hidden = !lanes.some(lane => lane.dataset.family);

  const choose = by => {
    const shown = lanes.map((_, index) => index).filter(index => lanes[index].style.display !== "none");
    const next = shown[clamp(shown.indexOf(chosen) + by, 0, shown.length - 1)];
    if (next !== undefined) lanes[next].focus();
  };
  const middle = () => (view.begin + view.end) / 2, step = () => (view.end - view.begin) / 8;
  const keys = {
    "+": () => zoom(0.7, middle()), "=": () => zoom(0.7, middle()), "-": () => zoom(1.4, middle()),
    "0": () => { view = {begin: 0, end: length}; draw(); }, ArrowLeft: () => pan(-step()), ArrowRight: () => pan(step()),
    ArrowUp: () => choose(-1), ArrowDown: () => choose(1), "/": () => filter.focus(), f: fold,
  };
  addEventListener("keydown", event => {
    if (event.target === filter) {
      if (event.key === "Escape") { filter.value = ""; filter.blur(); arrange(); }
      return;
    }
    if (event.ctrlKey || event.metaKey || event.altKey || !keys[event.key]) return;
    event.preventDefault();
    keys[event.key]();
  });
  for (const button of document.querySelectorAll("[data-key]")) {
    button.addEventListener("click", () => keys[button.dataset.key]());
  }
  arrange();
})();
