/**
 * @file Makes site/: the documentation as static files, with the studio inside.
 *
 *     npm run build:docs
 */
import { buildSite } from "./site/build-site.ts";

await buildSite("site");
