/**
 * Functions of texts.
 * https://learn.microsoft.com/azure/azure-resource-manager/templates/template-functions-string
 */
import { whyUnknown } from "../../values";
import { items } from "../tree";
import type { TemplateWork } from "../work";
import { type Fn, ifSafe, isList, isNumber, isText, LONGEST_TEXT, onOne, onTexts, toText } from "./kinds";

function replace(text: string, old: string, by: string): unknown {
  if (old === "") return undefined;
  const pieces = text.split(old);
  return text.length + pieces.length * by.length > LONGEST_TEXT ? undefined : pieces.join(by);
}

function join([list, by]: readonly unknown[]): unknown {
  if (!isList(list) || !isText(by)) return undefined;
  const all = items(list);
  if (!all.every((item) => whyUnknown(item) === undefined && (isText(item) || isNumber(item)))) return undefined;
  const size = all.reduce((sum: number, item) => sum + String(item).length + by.length, 0);
  return size > LONGEST_TEXT ? undefined : all.join(by);
}

function split([text, by]: readonly unknown[], work: TemplateWork): unknown {
  const marks = isList(by) ? items(by) : [by];
  if (!isText(text) || !marks.every((mark): mark is string => isText(mark) && mark !== "")) return undefined;
  let pieces = [text];
  for (const mark of marks) {
    work.spend(pieces.length + text.length / 10);
    pieces = pieces.flatMap((piece) => piece.split(mark));
  }
  return pieces;
}

function substring([text, start, count]: readonly unknown[]): unknown {
  if (!isText(text) || !isNumber(start) || start < 0 || start > text.length) return undefined;
  if (count === undefined) return text.slice(start);
  return isNumber(count) && count >= 0 && start + count <= text.length ? text.slice(start, start + count) : undefined;
}

/** Numbers are padded too, by zeros for instance. */
function padLeft([value, length, by = " "]: readonly unknown[]): unknown {
  const text = isNumber(value) ? String(value) : value;
  if (!isText(text) || !isNumber(length) || !isText(by) || by.length !== 1) return undefined;
  return length < 0 || length > LONGEST_TEXT ? undefined : text.padStart(length, by);
}

const BASE64 = /^[A-Za-z0-9+/]*={0,2}$/;

/** UTF-8, as in Azure; a text that is not base64, or not UTF-8, is left to Azure. */
function base64ToString(text: string): string | undefined {
  const packed = text.replace(/\s/g, "");
  if (packed.length % 4 !== 0 || !BASE64.test(packed)) return undefined;
  try {
    return new TextDecoder("utf-8", { fatal: true, ignoreBOM: false }).decode(Buffer.from(packed, "base64"));
  } catch {
    return undefined;
  }
}

function json(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return undefined;
  }
}

const toBase64 = (text: string) => Buffer.from(text, "utf8").toString("base64");

/** `data:text/plain;charset=utf8;base64,SGVsbG8=` */
function dataUriToString(uri: string): string | undefined {
  const [, kind = "", data = ""] = /^data:([^,]*),([\s\S]*)$/i.exec(uri) ?? [];
  if (!uri.toLowerCase().startsWith("data:")) return undefined;
  const charset = /;charset=([^;]*)/i.exec(kind)?.[1]?.toLowerCase() ?? "utf-8";
  if (!["utf-8", "utf8", "us-ascii"].includes(charset)) return undefined;
  return /;base64$/i.test(kind) ? base64ToString(data) : decoded(data);
}

function decoded(text: string): string | undefined {
  try {
    return decodeURIComponent(text);
  } catch {
    return undefined;
  }
}

function toNumber(value: unknown): number | undefined {
  if (isNumber(value)) return value;
  return isText(value) && /^\s*-?\d+\s*$/.test(value) ? ifSafe(Number(value)) : undefined;
}

function toBoolean(value: unknown): boolean | undefined {
  if (typeof value === "boolean") return value;
  if (isNumber(value)) return value !== 0;
  if (!isText(value)) return undefined;
  return { true: true, "1": true, false: false, "0": false }[value.toLowerCase()];
}

export const TEXT: Readonly<Record<string, Fn>> = {
  toLower: onTexts(1, (text) => text.toLowerCase()),
  toUpper: onTexts(1, (text) => text.toUpperCase()),
  trim: onTexts(1, (text) => text.trim()),
  replace: onTexts(3, replace),
  startsWith: onTexts(2, (text, start) => text.toLowerCase().startsWith(start.toLowerCase())),
  endsWith: onTexts(2, (text, end) => text.toLowerCase().endsWith(end.toLowerCase())),
  split,
  join,
  substring,
  padLeft,
  string: onOne(toText),
  int: onOne(toNumber),
  bool: onOne(toBoolean),
  json: onTexts(1, json),
  base64: onTexts(1, toBase64),
  base64ToString: onTexts(1, base64ToString),
  base64ToJson: onTexts(1, (text) => json(base64ToString(text) ?? "")),
  dataUri: onTexts(1, (text) => `data:text/plain;charset=utf8;base64,${toBase64(text)}`),
  dataUriToString: onTexts(1, dataUriToString),
};

/** The texts and places, `{0}`, of a format string; undefined if it has finer forms, `{0:D3}`. */
export function formatParts(format: string): (string | number)[] | undefined {
  const parts: (string | number)[] = [];
  for (const piece of format.match(/\{\{|\}\}|\{\d{1,4}\}|[^{}]+|[{}]/g) ?? []) {
    if (piece === "{" || piece === "}") return undefined;
    if (piece === "{{" || piece === "}}") parts.push(piece.slice(1));
    else parts.push(piece.startsWith("{") ? Number(piece.slice(1, -1)) : piece);
  }
  return parts;
}
