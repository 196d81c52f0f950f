namespace SnapshotShare.AwsSandbox.Pages;

internal static class StateStyle
{
    public const string Css = """
        :root { color-scheme: light dark; font: 15px/1.45 system-ui, sans-serif; }
        body { max-width: 90rem; margin: 1.5rem auto; padding: 0 1rem; }
        h1 { font-size: 1.5rem; } h2 { font-size: 1.2rem; margin-top: 2rem; }
        table { border-collapse: collapse; width: 100%; margin: .5rem 0 1rem; }
        caption { text-align: left; font-weight: 600; padding: .3rem 0; }
        th, td { text-align: left; padding: .25rem .6rem; border-bottom: 1px solid light-dark(#ccc, #444); vertical-align: top; }
        td, code { overflow-wrap: anywhere; } code { font-size: .92em; }
        .accounts { display: grid; gap: 2rem; grid-template-columns: repeat(auto-fit, minmax(34rem, 1fr)); }
        pre { overflow: auto; padding: .7rem; background: light-dark(#f2f2f2, #222); }
        """;
}
