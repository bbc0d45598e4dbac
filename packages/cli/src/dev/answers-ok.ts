/** Whether a GET of this address answers 2xx now. */
export const answersOk = async (url: string, milliseconds = 2_000): Promise<boolean> => {
  try {
    const response = await fetch(url, { signal: AbortSignal.timeout(milliseconds) });
    await response.body?.cancel();
    return response.ok;
  } catch {
    return false;
  }
};
