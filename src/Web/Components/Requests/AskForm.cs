using SnapshotShare.Core.Requests;
using Route = SnapshotShare.Core.Accounts.Route;

namespace SnapshotShare.Web.Components.Requests;

/// <summary>What stands in the form, and the terms it means.</summary>
public sealed class AskForm
{
    public string Route { get; set; } = "";
    public bool Newest { get; set; } = true;
    public string Cluster { get; set; } = "";
    public string Snapshot { get; set; } = "";
    public string TargetCluster { get; set; } = "";
    public double? WindowHours { get; set; }
    public double? LifeDays { get; set; }
    public string InstanceClass { get; set; } = "";
    public string Reason { get; set; } = "";

    /// <summary>The route's defaults, without touching what the person chose by name.</summary>
    public void TakeDefaults(Route route)
    {
        Route = route.Name;
        WindowHours = route.ShareWindow.TotalHours;
        LifeDays = route.ClusterLife.TotalDays;
        InstanceClass = route.Restore.InstanceClass;
    }

    /// <summary>What an earlier request asked for, except its names, which are taken.</summary>
    public void TakeOver(RequestTerms terms)
    {
        Newest = terms.Source.NewestOfCluster is not null;
        Cluster = terms.Source.NewestOfCluster ?? "";
        Snapshot = terms.Source.SnapshotIdentifier ?? "";
        WindowHours = terms.Window?.TotalHours ?? WindowHours;
        LifeDays = terms.Life?.TotalDays ?? LifeDays;
        InstanceClass = terms.InstanceClass ?? InstanceClass;
        Reason = terms.Reason;
    }

    public RequestTerms Terms() =>
        new(
            Route,
            Goal.Cluster,
            Newest ? SourceChoice.Newest(Cluster.Trim()) : SourceChoice.Named(Snapshot.Trim()),
            TargetCluster.Trim() is { Length: > 0 } target ? target : null,
            WindowHours is { } hours ? TimeSpan.FromHours(hours) : null,
            LifeDays is { } days ? TimeSpan.FromDays(days) : null,
            InstanceClass.Trim() is { Length: > 0 } size ? size : null,
            Reason.Trim()
        );
}
