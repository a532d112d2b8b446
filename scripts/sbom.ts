// Writes dist/azure-delegations.cdx.json: a software bill of materials (CycloneDX) of what is shipped, as npm knows it
// from package-lock.json. Fails where the bundles hold a package that it does not name.
import { execFileSync } from 'node:child_process';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { bundledPackages } from './bundledPackages.ts';

interface Component {
  /** Name and version. */
  readonly 'bom-ref': string;
  readonly name: string;
  readonly version: string;
}

interface BillOfMaterials {
  readonly metadata: { readonly component: object };
  readonly components: readonly Component[];
  readonly dependencies: readonly { readonly ref: string; readonly dependsOn: readonly string[] }[];
}

const root = join(import.meta.dirname, '..');
const output = execFileSync(
  process.platform === 'win32' ? 'npm.cmd' : 'npm',
  ['sbom', '--sbom-format=cyclonedx', '--sbom-type=application', '--package-lock-only', '--loglevel=error'],
  { cwd: root, encoding: 'utf8', maxBuffer: 64 * 1024 * 1024, shell: process.platform === 'win32' },
);
const bill = JSON.parse(output) as BillOfMaterials;
const packages = await bundledPackages();
const shipped = new Set(packages.map(({ name, version }) => `${name}@${version}`));
const nameOf = ({ name, version }: Component): string => `${name}@${version}`;
// npm names the tools of the project as well, and what its dependencies bring along without being used.
const components = bill.components.filter((component) => shipped.has(nameOf(component)));
const named = new Set(components.map(nameOf));
const missing = [...shipped].filter((name) => !named.has(name));
if (missing.length > 0) throw new Error(`npm does not name ${missing.join(', ')}`);

const file = join(root, 'dist', 'azure-delegations.cdx.json');
mkdirSync(join(root, 'dist'), { recursive: true });
const { name, version } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as Component;
const refs = new Set([...components.map((component) => component['bom-ref']), `${name}@${version}`]);
const dependencies = bill.dependencies
  .filter(({ ref }) => refs.has(ref))
  .map(({ ref, dependsOn }) => ({ ref, dependsOn: dependsOn.filter((other) => refs.has(other)) }));
// npm calls it after the folder that it is in.
const component = { ...bill.metadata.component, name };
const metadata = { ...bill.metadata, component };
writeFileSync(file, JSON.stringify({ ...bill, metadata, components, dependencies }, null, 2));
console.log(`${file}: ${components.length} packages`);
