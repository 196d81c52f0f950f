using System.Xml.Linq;
using Amazon.RDS.Model;
using SnapshotShare.Core.Aws;
using SnapshotShare.Core.Observing;
using SnapshotShare.Core.Plans;

namespace SnapshotShare.Core.Tests.Aws;

public sealed class a_snapshot_under_a_key_that_only_rds_has
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task is_encrypted_to_the_page_as_it_is_to_the_plan()
    {
        await using var rig = await new Rig { Between = aws => new UnderAwsOwnedKey { InnerHandler = aws } }.OpenAsync();

        await rig.Get<Observer>().RefreshAsync("prod", Ct);
        var asked = await rig.AskAsync(ByHand.AsItIs(Goal.Copy));

        var shown = rig.Get<Observer>().View("prod").Snapshots.Single(snapshot => snapshot.Identifier == ByHand.Shareable);
        Assert.True(shown.Encrypted);
        Assert.True(shown.IsUnderAwsOwnedKey);
        Assert.Null(shown.KeyArn);
        var codes = asked.Plan.Findings.Select(finding => finding.Code).ToList();
        Assert.Contains("source-sse-rds", codes);
        Assert.DoesNotContain("source-unencrypted", codes);
        Assert.NotNull(asked.Plan.Step(StepName.CopyForSharing));
    }

    [Theory]
    [InlineData(true, "sse-kms", true)]
    [InlineData(false, "sse-rds", true)]
    [InlineData(false, "none", false)]
    [InlineData(true, null, true)]
    [InlineData(false, null, false)]
    [InlineData(null, null, false)]
    public void is_encrypted_whatever_the_older_member_says(bool? storageEncrypted, string? encryptionType, bool encrypted)
    {
        var facts = SnapshotFacts.Of(
            new DBClusterSnapshot
            {
                DBClusterSnapshotIdentifier = "a",
                DBClusterSnapshotArn = "arn:aws:rds:ap-northeast-1:987654321000:cluster-snapshot:a",
                StorageEncrypted = storageEncrypted,
                StorageEncryptionType = encryptionType is null ? null : new Amazon.RDS.StorageEncryptionType(encryptionType),
            }
        );

        Assert.Equal((encrypted, encryptionType), (facts.Encrypted, facts.EncryptionType));
        Assert.Equal("987654321000", facts.OwnerAccountId);
    }

    /// <summary>The sandbox makes no such snapshot; this has AWS describe one as if it were.</summary>
    private sealed class UnderAwsOwnedKey : DelegatingHandler
    {
        protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            var answer = await base.SendAsync(request, cancellationToken);
            var text = await answer.Content.ReadAsStringAsync(cancellationToken);
            if (!text.Contains($"<DBClusterSnapshotIdentifier>{ByHand.Shareable}<", StringComparison.Ordinal))
                return answer;
            var document = XDocument.Parse(text);
            foreach (var snapshot in document.Descendants().Where(IsIt).ToList())
            {
                Member(snapshot, "StorageEncrypted")!.Value = "false";
                Member(snapshot, "StorageEncryptionType")!.Value = "sse-rds";
                Member(snapshot, "KmsKeyId")?.Remove();
            }
            answer.Content = new StringContent(document.ToString(SaveOptions.DisableFormatting), System.Text.Encoding.UTF8, "text/xml");
            return answer;
        }

        private static bool IsIt(XElement element) =>
            element.Name.LocalName == "DBClusterSnapshot" && Member(element, "DBClusterSnapshotIdentifier")?.Value == ByHand.Shareable;

        private static XElement? Member(XElement element, string name) => element.Elements().FirstOrDefault(e => e.Name.LocalName == name);
    }
}
