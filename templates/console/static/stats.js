// Draws the plots of the figures page from the tables that stand beside them, so both agree and
// the page is whole without it. Colours are the page's own, light or dark.
(() => {
  "use strict";
  const drawn = [];
  const dark = matchMedia("(prefers-color-scheme: dark)");
  const colour = (name) => getComputedStyle(document.documentElement).getPropertyValue(name).trim();

  function read(table) {
    const text = (cells) => [...cells].map((cell) => cell.textContent.trim());
    const names = text(table.tHead.rows[0].cells).slice(1);
    const rows = [...table.tBodies[0].rows].map((row) => text(row.cells));
    return {
      labels: rows.map((row) => row[0]),
      series: names.map((name, at) => ({ label: name, data: rows.map((row) => Number(row[at + 1])) })),
    };
  }

  function draw(canvas) {
    const { labels, series } = read(document.getElementById(canvas.dataset.table));
    const stacked = "stacked" in canvas.dataset;
    const fills = ["--main", "--plot-2", "--plot-3"].map(colour);
    const ink = colour("--soft");
    const text = { color: ink, font: { size: 12 } };
    return new Chart(canvas, {
      type: "bar",
      data: {
        labels,
        datasets: series.map((each, at) => ({ ...each, backgroundColor: fills[at], borderRadius: 3 })),
      },
      options: {
        animation: false,
        maintainAspectRatio: false,
        interaction: { mode: "index", intersect: false },
        plugins: { legend: { display: series.length > 1, position: "bottom", labels: { ...text, boxWidth: 12 } } },
        scales: {
          x: { stacked, ticks: { ...text, maxRotation: 0, autoSkipPadding: 12 }, grid: { display: false } },
          y: { stacked, beginAtZero: true, ticks: { ...text, precision: 0 }, grid: { color: colour("--line") } },
        },
      },
    });
  }

  function drawAll() {
    while (drawn.length) drawn.pop().destroy();
    for (const canvas of document.querySelectorAll("canvas[data-table]")) drawn.push(draw(canvas));
  }

  drawAll();
  dark.addEventListener("change", drawAll);
})();
