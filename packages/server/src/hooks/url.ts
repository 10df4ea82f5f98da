/** Why a webhook cannot be sent to a URL, as far as its text tells; undefined if it can. */
export function webhookProblem(text: string): string | undefined {
  const url = URL.canParse(text) ? new URL(text) : undefined;
  if (!url || text.length > 2000)
    return 'A webhook’s URL is to be an absolute URL of at most 2,000 characters.';
  if (url.protocol !== 'https:' && url.protocol !== 'http:') return 'A webhook’s URL is to be https or http.';
  if (url.username || url.password) return 'A webhook’s URL is to be without user name and password.';
  return;
}
