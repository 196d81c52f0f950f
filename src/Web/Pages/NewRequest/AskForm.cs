using SnapshotShare.Core.Findings;
using SnapshotShare.Core.Plans;
using SnapshotShare.Web.Shared.Controls;
using Route = SnapshotShare.Core.Topology.Route;

namespace SnapshotShare.Web.Pages.NewRequest;

/// <summary>The form's content, and the terms it means.</summary>
public sealed class AskForm
{
    public string Route { get; set; } = "";
    public Goal Goal { get; set; }
    public SourceKind Source { get; set; }
    public string Cluster { get; set; } = "";
    public string Snapshot { get; set; } = "";
    public string TargetCluster { get; set; } = "";

    /// <summary>As typed, like <see cref="LifeDays"/>.</summary>
    public string WindowHours { get; set; } = "";
    public string LifeDays { get; set; } = "";
    public string InstanceClass { get; set; } = "";
    public string EngineVersion { get; set; } = "";
    public string Reason { get; set; } = "";

    /// <summary>A copy or a share alone has no cluster to name or to size.</summary>
    public bool IsForCluster => Goal == Goal.Cluster;

    /// <summary>A share alone leaves nothing that could have a life.</summary>
    public bool HasLife => Goal != Goal.Share;

    /// <summary>The route's defaults, without touching what the person chose by name.</summary>
    public void TakeDefaults(Route route)
    {
        Route = route.Name;
        WindowHours = TypedSpan.Text(route.ShareWindow, TypedSpan.Hours);
        LifeDays = TypedSpan.Text(route.ClusterLife, TypedSpan.Days);
        InstanceClass = route.Restore.InstanceClass;
    }

    /// <summary>An earlier request's wish, except its names, which are taken.</summary>
    public void TakeOver(RequestTerms terms)
    {
        Goal = terms.Goal;
        Source = terms.Source switch
        {
            { TakenNowOfCluster: not null } => SourceKind.TakenNow,
            { NewestOfCluster: not null } => SourceKind.Newest,
            _ => SourceKind.Named,
        };
        Cluster = terms.Source.NewestOfCluster ?? terms.Source.TakenNowOfCluster ?? "";
        Snapshot = terms.Source.SnapshotIdentifier ?? "";
        WindowHours = terms.Window is { } window ? TypedSpan.Text(window, TypedSpan.Hours) : WindowHours;
        LifeDays = terms.Life is { } life ? TypedSpan.Text(life, TypedSpan.Days) : LifeDays;
        InstanceClass = terms.InstanceClass ?? InstanceClass;
        EngineVersion = terms.EngineVersion ?? "";
        Reason = terms.Reason;
    }

    /// <summary>The refusal of what was typed and cannot be meant; null where everything can be asked for.</summary>
    public Refusal? Mistake() =>
        TypedSpan.Refuses(WindowHours, TypedSpan.Hours, "window") ?? (HasLife ? TypedSpan.Refuses(LifeDays, TypedSpan.Days, "life") : null);

    public RequestTerms Terms() =>
        new(
            Route,
            Goal,
            Source switch
            {
                SourceKind.Newest => SourceChoice.Newest(Cluster.Trim()),
                SourceKind.TakenNow => SourceChoice.TakenNow(Cluster.Trim()),
                _ => SourceChoice.Named(Snapshot.Trim()),
            },
            IsForCluster && TargetCluster.Trim() is { Length: > 0 } target ? target : null,
            TypedSpan.Read(WindowHours, TypedSpan.Hours),
            HasLife ? TypedSpan.Read(LifeDays, TypedSpan.Days) : null,
            IsForCluster && InstanceClass.Trim() is { Length: > 0 } size ? size : null,
            Reason.Trim()
        )
        {
            EngineVersion = IsForCluster && EngineVersion.Trim() is { Length: > 0 } version ? version : null,
        };
}

/// <summary>The three ways of saying which data is wanted.</summary>
public enum SourceKind
{
    Newest,
    TakenNow,
    Named,
}
