// `npm start`: the vendor's page, the SDK and the backend, each on an origin of its own.
import { startAts } from './ats.js';

const { vendorUrl, sdkUrl, backendUrl, close } = await startAts({
  vendorPort: Number(process.env.VENDOR_PORT ?? 8010),
  sdkPort: Number(process.env.SDK_PORT ?? 8011),
  backendPort: Number(process.env.BACKEND_PORT ?? 8012),
});
console.log(`
  The vendor's page: ${vendorUrl}/
  The SDK:           ${sdkUrl}/
  The backend:       ${backendUrl}/

  Sign in as the recruiter in one browser, and as the applicant in another (or in a private window).
  Ctrl+C stops all three.
`);
process.on('SIGINT', () => void close().then(() => process.exit(0)));
