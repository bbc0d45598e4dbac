'use client';

/** The last resort, when even the layout failed: no styles can be relied on. */
const GlobalError = ({ reset }: { readonly reset: () => void }) => (
  <html lang="en">
    <body style={{ fontFamily: 'system-ui, sans-serif', padding: '3rem', maxWidth: '40rem' }}>
      <h1 style={{ fontSize: '1.25rem' }}>Backend Lab could not be drawn</h1>
      <p>Try again; if it stays, reload the page. Runs go on in the background.</p>
      <button type="button" onClick={reset}>
        Try again
      </button>
    </body>
  </html>
);

export default GlobalError;
