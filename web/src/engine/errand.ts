/**
 * Work that is done step by step until there is none left, never twice at a time. To go again while
 * it is under way costs nothing: each step looks at how things stand by then.
 */
export class Errand {
  private underWay = false;
  private once = false;

  /** `step` does what is lacking most and says whether it did anything; `failed` hears of its errors. */
  constructor(
    private readonly step: () => Promise<boolean>,
    private readonly failed: (thrown: unknown) => void,
  ) {}

  go(): void {
    if (this.underWay) this.once = true;
    else void this.run();
  }

  private async run(): Promise<void> {
    this.underWay = true;
    try {
      do this.once = false;
      while (await this.step());
    } catch (thrown) {
      this.failed(thrown);
    } finally {
      this.underWay = false;
    }
    // After a failure only what was asked for since is tried: a step that cannot succeed ends.
    if (this.once) this.go();
  }
}
