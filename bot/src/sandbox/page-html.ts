/** The page's document: one script, one style, nothing inline. */
export const pageHtml = `<!doctype html>
<html lang="zh-CN">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1, viewport-fit=cover">
<meta name="color-scheme" content="light dark">
<title>公海 Gonghai</title>
<link rel="icon" href="/sandbox/icon.svg" type="image/svg+xml">
<link rel="stylesheet" href="/sandbox/page.css">
</head>
<body>
<div id="sandbox"></div>
<script type="module" src="/sandbox/page.js"></script>
</body>
</html>
`

/** The product's sign: two waves on sea blue. */
export const iconSvg = `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 32 32"><rect width="32" height="32" rx="8" fill="#0B6E8F"/><path d="M6 13c3.3-3 6.700-3 10 0s6.700 3 10 0M6 20c3.300-3 6.700-3 10 0s6.700 3 10 0" fill="none" stroke="#fff" stroke-width="2.600" stroke-linecap="round"/></svg>`
