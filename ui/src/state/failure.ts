import type { ApiError } from "../api/types";
import { language, t } from "../i18n/index.svelte";

/** A refusal of the core as it is, anything else as an unexpected failure with the same shape. */
export function asApiError(thrown: unknown): ApiError {
  if (typeof thrown === "object" && thrown !== null && "code" in thrown && "message_zh" in thrown) {
    return thrown as ApiError;
  }
  const what = thrown instanceof Error ? thrown.message : String(thrown);
  const message = t("error.unexpected", { what });
  const remedy = t("error.unexpectedRemedy");
  return {
    code: "unexpected",
    message_zh: message,
    message_en: message,
    remedy_zh: remedy,
    remedy_en: remedy,
    file: null,
  };
}

/** What happened, in the reader's language. */
export function messageOf(error: ApiError): string {
  return language() === "zh" ? error.message_zh : error.message_en;
}

/** What to do, in the reader's language. */
export function remedyOf(error: ApiError): string {
  return language() === "zh" ? error.remedy_zh : error.remedy_en;
}

/** What happened and what to do, one sentence after the other. */
export function wholeOf(error: ApiError, ...more: string[]): string {
  return [messageOf(error), remedyOf(error), ...more].join(language() === "zh" ? "" : " ");
}

/** An error as a view shows it. */
export function shownError(error: ApiError | null): { code: string; message: string; remedy: string } | null {
  return error && { code: error.code, message: messageOf(error), remedy: remedyOf(error) };
}

/** Words of a view's states. */
export function stateWords(): { loading: string; retry: string } {
  return { loading: t("state.loading"), retry: t("state.retry") };
}
