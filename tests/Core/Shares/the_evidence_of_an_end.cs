using SnapshotShare.Core.Aws;
using SnapshotShare.Core.Shares;

namespace SnapshotShare.Core.Tests.Shares;

/// <summary>That a share is gone is shown by the snapshot, by what either side of it says, and by AWS's IDs of the two reads where it gave any.</summary>
public sealed class the_evidence_of_an_end
{
    [Theory]
    [InlineData(true, "source", "target", "[555566667777]")]
    [InlineData(true, null, "target", "[555566667777]")]
    [InlineData(true, "source", null, "[555566667777]")]
    [InlineData(false, null, null, "snapshot deleted")]
    public void names_what_was_read(bool isThere, string? source, string? target, string restore)
    {
        var evidence = ShareProof.Of("arn", new RestoreAttribute(isThere ? ["555566667777"] : null, source), target);
        var expected = new Dictionary<string, string?>(StringComparer.Ordinal)
        {
            ["SnapshotArn"] = "arn",
            ["SourceRestoreAttribute"] = restore,
            ["TargetListing"] = "not listed",
            ["SourceRequestId"] = source,
            ["TargetRequestId"] = target,
        };
        Assert.Equal(
            expected.Where(pair => pair.Value is not null).Select(pair => (pair.Key, pair.Value!)).Order(),
            evidence.Select(pair => (pair.Key, pair.Value)).Order()
        );
    }
}
