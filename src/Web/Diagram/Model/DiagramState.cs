namespace SnapshotShare.Web.Diagram.Model;

/// <summary>The state of an element or an arrow of the picture.</summary>
public enum DiagramState
{
    NotYet,

    /// <summary>The very next thing to happen.</summary>
    Next,

    /// <summary>AWS is at work; there may be a percentage.</summary>
    Running,

    /// <summary>Asked for or looked at; AWS shows nothing yet.</summary>
    Waiting,
    Done,

    /// <summary>Not needed on this trip.</summary>
    Skipped,

    /// <summary>Asked of AWS, and the request turned round before it was done: what there is of it is still to be taken away.</summary>
    Abandoned,

    /// <summary>A person must help.</summary>
    Blocked,
    Failed,

    /// <summary>Was there and has been taken away again.</summary>
    Undone,
}

/// <summary>The way everybody would like to go: straight across, from the base snapshot into the other account.</summary>
public enum DiagramCrossing
{
    Asked,

    /// <summary>Its key stays behind.</summary>
    Refused,
}

/// <summary>The elements of the picture; each has its place, its icon and its colour on every page.</summary>
public enum Element
{
    SourceCluster,
    BaseSnapshot,
    SharingSnapshot,
    SeenSnapshot,
    TargetSnapshot,
    TargetCluster,
    Writer,
}
