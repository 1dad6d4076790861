import { afterAll, expect, inject } from "vitest";
import { dispatcherRequests, type AuditEntry } from "./cluster";

const kind = ({ verb, objectRef: on }: AuditEntry) =>
  [verb, on?.apiGroup, on?.resource, on?.subresource, on?.namespace].filter(Boolean).join(" ");

// After every file: the dispatcher's own rules have allowed everything that it wanted. What was allowed at another time does not count: a restarted
// API server refuses everybody until it has read its roles.
afterAll(() => {
  const requests = dispatcherRequests(inject("cluster"));
  const withStatus = (wanted: (code: number) => boolean) =>
    new Set(requests.filter(({ responseStatus }) => wanted(responseStatus?.code ?? 0)).map(kind));
  const allowed = withStatus((code) => code > 0 && code < 300);
  const forbidden = [...withStatus((code) => code === 403)].filter((request) => !allowed.has(request));
  expect(forbidden).toEqual([]);
});
