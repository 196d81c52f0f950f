namespace SnapshotShare.Core.Planning.Policies;

/// <summary>A policy's word on a call, when not everything about the call is known. Ordered: "and" is the least, "or" the most.</summary>
public enum Truth
{
    No,

    /// <summary>It hangs on something only AWS knows at the time of the call, such as an organisation or an address.</summary>
    Unknown,
    Yes,
}

internal static class Truths
{
    public static Truth And(this Truth left, Truth right) => left < right ? left : right;

    public static Truth Or(this Truth left, Truth right) => left > right ? left : right;

    public static Truth Not(this Truth truth) =>
        truth switch
        {
            Truth.Yes => Truth.No,
            Truth.No => Truth.Yes,
            _ => Truth.Unknown,
        };

    public static Truth Of(bool value) => value ? Truth.Yes : Truth.No;
}
