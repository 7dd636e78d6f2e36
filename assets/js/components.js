// The design system's own modules, on the whole page and on what HTMX brings in later.
import * as govuk from "../vendor/govuk-frontend.min.js";
import { setUpReveals } from "./reveals.js";
import { Alert, ButtonMenu } from "../vendor/moj-frontend.min.js";

const MODULES = [
  govuk.Button,
  govuk.CharacterCount,
  govuk.Checkboxes,
  govuk.ErrorSummary,
  govuk.NotificationBanner,
  govuk.PasswordInput,
  govuk.Radios,
  govuk.ServiceNavigation,
  govuk.SkipLink,
  Alert,
  ButtonMenu,
];

/** Start the modules inside `scope` that are not running yet. */
export function setUpComponents(scope) {
  setUpReveals(scope);
  for (const Module of MODULES) {
    for (const element of elementsOf(scope, Module.moduleName)) {
      new Module(element);
    }
  }
}

/** Elements of a module in `scope`, itself included; a second start of the same element would be an error. */
function elementsOf(scope, name) {
  const selector = `[data-module~="${name}"]:not([data-${name}-init])`;
  const inside = [...scope.querySelectorAll(selector)];
  return scope instanceof Element && scope.matches(selector) ? [scope, ...inside] : inside;
}
