namespace SnapshotShare.Core.Plans;

/// <summary>Every step there is. Names are stored, so they are never reused for something else.</summary>
public enum StepName
{
    /// <summary>① The base snapshot is there and available.</summary>
    FindSource,

    /// <summary>② Copy it in the source account, under the customer managed key.</summary>
    CopyForSharing,

    /// <summary>③ Add the target account to the copy's <c>restore</c> attribute.</summary>
    Share,

    /// <summary>④ The target account sees it, by ARN.</summary>
    SeeInTarget,

    /// <summary>⑤ Copy it in the target account, under that account's own key.</summary>
    CopyInTarget,

    /// <summary>⑥ Restore the cluster from the target's own copy.</summary>
    RestoreCluster,

    /// <summary>⑥ A restored cluster has no instance; make its writer.</summary>
    CreateWriter,

    /// <summary>⑥ Replace production's master password by a managed secret.</summary>
    ReplacePassword,

    /// <summary>⑦ Remove the target account from the <c>restore</c> attribute.</summary>
    StopSharing,

    /// <summary>⑧ Neither account shows a share any more.</summary>
    ProveNotShared,

    /// <summary>⑨ Delete the snapshot made for sharing.</summary>
    DeleteSharingSnapshot,

    /// <summary>⑨ End of life: the writer.</summary>
    DeleteWriter,

    /// <summary>⑨ End of life: the cluster.</summary>
    DeleteCluster,

    /// <summary>⑨ End of life: the target's own copy.</summary>
    DeleteTargetSnapshot,

    /// <summary>① Instead of finding one: take a manual snapshot of the source cluster now.</summary>
    TakeSnapshot,

    /// <summary>⑨ Delete the snapshot that was taken for this request.</summary>
    DeleteTakenSnapshot,

    /// <summary>⑥ The finished cluster and its writer are what was approved.</summary>
    VerifyCluster,
}
