namespace SnapshotShare.Core.Shares;

/// <summary>The meaning of a finished step for the request's share.</summary>
public enum ShareEffect
{
    None,
    Opens,
    Closes,

    /// <summary>Neither account shows a share any more.</summary>
    Proves,

    /// <summary>The shared snapshot is gone: nothing is left that could be shared, whatever was seen before.</summary>
    EndsWatch,
}
