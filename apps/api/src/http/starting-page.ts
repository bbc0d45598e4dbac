/** Shown while the dashboard's own server is not there yet (it compiles after us); it reloads itself until it is. */
export const startingPage = `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="refresh" content="1">
<title>Starting · Backend Lab</title>
<style>
  :root { color-scheme: light dark }
  body { margin: 0; min-height: 100vh; display: grid; place-content: center; gap: 8px; text-align: center;
    font: 16px/1.5 system-ui, sans-serif; background: Canvas; color: CanvasText }
  h1 { margin: 0; font-size: 20px; font-weight: 600 }
  p { margin: 0; opacity: .75 }
</style>
</head>
<body>
<h1>The dashboard is starting</h1>
<p>This page reloads by itself. The API already answers.</p>
</body>
</html>
`;
