/**
 * @file Makes dist/studio/, which `alpa studio` and any static web server serve.
 *
 *     npm run build:studio
 */
import { buildStudio } from "./studio-files.ts";

await buildStudio("dist/studio");
