// The only script a page names. It sets everything up, then says so on <html data-ready>, which browser tests wait for.
import { setUpCells } from "./cells.js";
import { setUpComponents } from "./components.js";
import { setUpFilters } from "./filters.js";
import { setUpGrid } from "./grid.js";
import { setUpKeys } from "./keys.js";
import { setUpLive } from "./live.js";
import { setUpPicks } from "./picks.js";
import { setUpMatrices } from "./matrix.js";
import { setUpPrint } from "./print.js";
import { setUpSwaps } from "./swaps.js";
import { setUpTyping } from "./typing.js";

document.body.classList.add("js-enabled", "govuk-frontend-supported");
setUpComponents(document);
setUpFilters(document);
setUpKeys(document);
setUpMatrices(document);
setUpPrint(document);
setUpSwaps(document.body);
setUpCells(document.body);
setUpGrid(document.body);
setUpPicks(document.body);
setUpLive(document.body);
await setUpTyping(document.body);
document.documentElement.dataset.ready = "true";
