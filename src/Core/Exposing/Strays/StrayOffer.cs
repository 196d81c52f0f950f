using SnapshotShare.Core.Text;

namespace SnapshotShare.Core.Exposing.Strays;

/// <summary>The answer to whether a stray may be decided about here.</summary>
/// <param name="WhyNot">Null where it may.</param>
/// <param name="Paste">The command by which whoever it belongs to removes it; null where it is nobody's here to say.</param>
public sealed record StrayOffer(Message? WhyNot, string? Paste = null)
{
    public static readonly StrayOffer Open = new(WhyNot: null);

    public bool IsOpen => WhyNot is null;
}
