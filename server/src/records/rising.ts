/** Kinds of relations that go one way up, by key: nobody reports to themselves, no company is its own parent. */
export const risingKinds: ReadonlySet<string> = new Set(['reportsTo', 'parent'])
