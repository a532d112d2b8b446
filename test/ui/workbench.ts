import { join } from 'node:path';
import type { FrameLocator, Locator, Page } from '@playwright/test';
import { expect } from '@playwright/test';

const screenshots = join(import.meta.dirname, '..', '..', 'out', 'screenshots');

/** The themes in which pictures are taken: VS Code's id, and the class of the workbench that shows it. */
export const themes = {
  light: { id: 'Light Modern', className: 'vs' },
  dark: { id: 'Dark Modern', className: 'vs-dark' },
  highContrast: { id: 'Default High Contrast', className: 'hc-black' },
} as const;

/** The editor's window as a user sees it. */
export class Workbench {
  readonly page: Page;
  readonly #changeTheme: (id: string) => Promise<void>;

  /** @param changeTheme sets the theme in the user's settings. */
  constructor(page: Page, changeTheme: (id: string) => Promise<void>) {
    this.page = page;
    this.#changeTheme = changeTheme;
  }

  /** All rows of the Delegations view. */
  get rows(): Locator {
    return this.page.locator('.customview-tree [role="treeitem"]');
  }

  /** The rows of the Delegations view; `text` is a part of the row's label and description. */
  row(text: string | RegExp): Locator {
    return this.rows.filter({ hasText: text });
  }

  /** The row with exactly this label. */
  rowLabelled(label: string): Locator {
    return this.rows.filter({ has: this.page.locator('.label-name').getByText(label, { exact: true }) });
  }

  /** The message and buttons that a view without rows shows. */
  get welcome(): Locator {
    return this.page.locator('.welcome-view-content');
  }

  /** The bar that runs along the side bar while something loads. */
  get progress(): Locator {
    return this.page.locator('.part.sidebar .monaco-progress-container.active');
  }

  /** A button in the title of the Delegations view. */
  titleButton(name: string): Locator {
    return this.page.locator('.part.sidebar .composite.title').getByRole('button', { name });
  }

  /** The modal dialog. */
  get dialog(): Locator {
    return this.page.locator('.monaco-dialog-box');
  }

  /** All notifications. */
  get toasts(): Locator {
    return this.page.locator('.notification-toast');
  }

  /** The notifications that show this text. */
  toast(text: string | RegExp): Locator {
    return this.toasts.filter({ hasText: text });
  }

  /**
   * Everything that was told, as the notification center lists it: the editor shows no more than three toasts within a
   * moment, and takes them away again.
   */
  async openNotifications(): Promise<Locator> {
    await this.page.locator('[id="status.notifications"] a').click();
    const center = this.page.locator('.notifications-center.visible');
    await center.waitFor();
    return center;
  }

  /** The quick pick or input box. */
  get quickInput(): Locator {
    return this.page.locator('.quick-input-widget');
  }

  /** Opens the Azure Delegations container by its icon. */
  async openDelegations(): Promise<void> {
    await this.page.locator('.activitybar').getByRole('tab', { name: 'Azure Delegations' }).click();
    // The tree is hidden where the view shows a message instead.
    await this.page.locator('.pane-body .customview-tree').waitFor({ state: 'attached' });
  }

  /** Opens the view on the small world and waits until everybody has answered, so that no row moves any more. */
  async openTree(): Promise<void> {
    await this.openDelegations();
    await expect(this.row('Resource groups not checked')).toContainText('2 of your subscriptions');
  }

  /** Draws the side bar out until the names and descriptions of rows can be read in full. */
  async widenSideBar(): Promise<void> {
    const side = this.page.locator('.part.sidebar');
    const before = await side.boundingBox();
    if (before === null) throw new Error('The side bar is closed');
    await this.page.mouse.move(before.x + before.width + 1, 400);
    await this.page.mouse.down();
    await this.page.mouse.move(640, 400, { steps: 5 });
    await this.page.mouse.up();
    await expect.poll(async () => (await side.boundingBox())?.width).toBeGreaterThan(before.width + 100);
  }

  /** Opens a row that has children, and waits until they are there. */
  async expand(row: Locator): Promise<void> {
    await expect(row).toHaveAttribute('aria-expanded', 'false');
    // A click into a view that is just drawing newer rows is lost, as a user's would be.
    await expect(async () => {
      if ((await row.getAttribute('aria-expanded')) === 'false')
        await row.locator('.monaco-tl-twistie').click();
      await expect(row).toHaveAttribute('aria-expanded', 'true', { timeout: 10_000 });
    }).toPass();
    // What it holds is there when the next row is one of a deeper level; until then rows still move.
    await expect
      .poll(async () => {
        const [level, index] = [await row.getAttribute('aria-level'), await row.getAttribute('data-index')];
        const next = this.page.locator(
          `.customview-tree [role="treeitem"][data-index="${Number(index) + 1}"]`,
        );
        return Number((await next.count()) > 0 && (await next.getAttribute('aria-level'))) - Number(level);
      })
      .toBe(1);
  }

  /** Opens the context menu of a row and chooses an entry. */
  async chooseFromContextMenu(row: Locator, entry: string): Promise<void> {
    await this.openContextMenu(row);
    await this.chooseFromMenu(entry);
  }

  /** Opens the context menu of a row. */
  async openContextMenu(row: Locator): Promise<void> {
    await row.locator('.monaco-icon-label').click({ button: 'right' });
    await this.page.locator('.monaco-menu').waitFor();
  }

  /** What the context menu of a row offers, from top to bottom. */
  async contextMenuOf(row: Locator): Promise<readonly string[]> {
    await this.openContextMenu(row);
    const entries = await this.page
      .locator('.monaco-menu .action-item .action-label:not(.separator)')
      .allInnerTexts();
    await this.page.keyboard.press('Escape');
    await expect(this.page.locator('.monaco-menu')).toHaveCount(0);
    return entries;
  }

  /** The buttons that a row shows under the mouse. */
  async buttonsOf(row: Locator): Promise<readonly string[]> {
    await row.hover();
    const buttons = await row.locator('.actions').getByRole('button').all();
    return Promise.all(buttons.map(async (button) => (await button.getAttribute('aria-label')) ?? ''));
  }

  /** Moves the focus to a row, by keys alone, from another row or from wherever the view has it. */
  async focusByKeys(row: Locator): Promise<void> {
    const above = Number(await row.getAttribute('data-index'));
    await expect(this.page.locator('.customview-tree .monaco-list')).toBeFocused();
    await this.page.keyboard.press('Home');
    for (let step = 0; step < above; step++) await this.page.keyboard.press('ArrowDown');
    await expect(row).toHaveClass(/(^| )focused( |$)/);
  }

  /** Chooses an entry of the open menu. */
  async chooseFromMenu(entry: string): Promise<void> {
    const item = this.page.locator('.monaco-menu .action-item', { hasText: entry }).last();
    await item.waitFor();
    // VS Code ignores a mouse-up in the first 100 ms after a menu opens, and nothing shows when they are over.
    await this.page.waitForTimeout(200);
    await item.click();
  }

  /** Runs a command from the palette; `title` is what the palette shows, category included. */
  async runCommand(title: string): Promise<void> {
    // A palette that is opened before the editor has read its extensions does not learn of their commands later.
    await expect(async () => {
      await this.page.keyboard.press('Escape');
      await this.page.keyboard.press('F1');
      await this.quickInput.locator('input.input').fill(`>${title}`);
      await this.quickInput.locator('.monaco-list-row', { hasText: title }).first().click({ timeout: 5_000 });
    }).toPass();
  }

  /** What the palette shows of our commands for a text: as many as its list has room for. */
  async paletteOf(text: string): Promise<readonly string[]> {
    await this.page.keyboard.press('F1');
    await this.quickInput.locator('input.input').fill(`>${text}`);
    const entries = this.quickInput.locator('.monaco-list-row .label-name', { hasText: 'Azure Delegations' });
    await expect(entries.first()).toBeVisible();
    const labels = await entries.allInnerTexts();
    await this.page.keyboard.press('Escape');
    return labels;
  }

  /** Picks an entry of the open quick pick. */
  async pick(text: string | RegExp): Promise<void> {
    await this.quickInput.locator('.monaco-list-row', { hasText: text }).first().click();
  }

  /** What the Markdown preview shows. */
  get preview(): FrameLocator {
    return this.page.frameLocator('iframe.webview').frameLocator('#active-frame');
  }

  /** Answers the question before a removal with yes; `name` is typed where that is asked for as well. */
  async confirmRemoval(name?: string): Promise<void> {
    const button = this.dialog.getByRole('button', { name: 'Remove Delegation' });
    if (name === undefined) return button.click();
    await expect(button).toHaveText('Remove Delegation…');
    await button.click();
    await this.quickInput.locator('input.input').fill(name);
    await this.page.keyboard.press('Enter');
  }

  /** The text on the clipboard. */
  clipboard(): Promise<string> {
    return this.page.evaluate<string>('navigator.clipboard.readText()');
  }

  /**
   * Takes a picture of the window in each theme, as out/screenshots/NAME-THEME.png.
   *
   * @param prepare brings back what a change of theme takes away, such as a tooltip
   */
  async takePictures(name: string, prepare?: () => Promise<void>): Promise<void> {
    for (const [theme, { id, className }] of Object.entries(themes)) {
      await this.#changeTheme(id);
      await this.page.locator(`.monaco-workbench.${className}`).waitFor();
      await prepare?.();
      await this.page.screenshot({ path: join(screenshots, `${name}-${theme}.png`), animations: 'disabled' });
    }
  }
}
