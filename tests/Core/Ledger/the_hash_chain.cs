using System.Globalization;
using System.Text.Json.Nodes;
using CsCheck;
using SnapshotShare.Core.Ledger;

namespace SnapshotShare.Core.Tests.Ledger;

public sealed class the_hash_chain
{
    private static readonly Gen<List<LedgerEntry>> Chains = Gen.Select(Gen.String[0, 30], Gen.String[0, 30], Gen.Int[0, 1000])
        .List[1, 30]
        .Select(entries => Chain(entries.Select(e => (e.Item1, e.Item2, e.Item3))));

    [Fact]
    public void holds_for_every_chain_that_was_appended() => Chains.Sample(chain => HashChain.Verify(chain).Holds);

    [Fact]
    public void names_the_entry_that_was_changed() =>
        Gen.Select(Chains, Gen.Int[0, 1_000_000])
            .Sample(
                (chain, at) =>
                {
                    var index = at % chain.Count;
                    chain[index] = With(chain[index], actorName: chain[index].ActorName + "x");
                    var verdict = HashChain.Verify(chain);
                    return verdict.FirstBad == index + 1 && verdict.Fault == ChainFault.Changed;
                }
            );

    [Fact]
    public void names_the_place_where_one_is_missing() =>
        Gen.Select(Chains.Where(chain => chain.Count > 1), Gen.Int[0, 1_000_000])
            .Sample(
                (chain, at) =>
                {
                    var index = at % (chain.Count - 1);
                    chain.RemoveAt(index);
                    var verdict = HashChain.Verify(chain);
                    return verdict.FirstBad == index + 1 && verdict.Fault == ChainFault.Missing;
                }
            );

    [Fact]
    public void finds_a_changed_entry_whose_own_hash_was_made_again() =>
        Gen.Select(Chains.Where(chain => chain.Count > 1), Gen.Int[0, 1_000_000])
            .Sample(
                (chain, at) =>
                {
                    var index = at % (chain.Count - 1);
                    var changed = With(chain[index], actorName: "somebody else");
                    chain[index] = With(changed, actorName: changed.ActorName, hash: HashChain.Hash(changed));
                    var verdict = HashChain.Verify(chain);
                    return verdict.FirstBad == index + 2 && verdict.Fault == ChainFault.DoesNotFollow;
                }
            );

    [Fact]
    public void goes_on_from_a_head_held_elsewhere()
    {
        var chain = Chain([("a", "b", 1), ("c", "d", 2), ("e", "f", 3)]);
        var head = new ChainHead(2, chain[1].Hash);
        Assert.True(HashChain.Verify(chain.Skip(2), head).Holds);
        Assert.False(HashChain.Verify(chain.Skip(2), head with { Hash = HashChain.Genesis }).Holds);
    }

    /// <summary>The documented form, computed once with another language's standard library.</summary>
    [Fact]
    public void has_the_hash_that_python_computes()
    {
        var entry = new LedgerEntry
        {
            Sequence = 1,
            At = new DateTime(2026, 1, 2, 3, 4, 5, 678, DateTimeKind.Utc),
            Kind = "request.created",
            ActorId = "id-1",
            ActorName = "Ünïcode \"名\"\n",
            ActorRole = "Requester",
            Subject = "abc",
            Details = """{"n":7,"z":[true,null,"é"]}""",
            PreviousHash = HashChain.Genesis,
            Hash = "",
        };
        Assert.Equal("b9751d3e30170997a6d29ba3eea4c9e3a33dd65714b7f1ab7b06da988a08554d", HashChain.Hash(entry));
    }

    private static List<LedgerEntry> Chain(IEnumerable<(string Name, string Detail, int Number)> contents)
    {
        var chain = new List<LedgerEntry>();
        foreach (var (name, detail, number) in contents)
        {
            var entry = new LedgerEntry
            {
                Sequence = chain.Count + 1,
                At = new DateTime(2026, 1, 1, 0, 0, 0, DateTimeKind.Utc).AddMilliseconds(number),
                Kind = "test",
                ActorId = "id",
                ActorName = name,
                ActorRole = "Requester",
                Subject = number.ToString(CultureInfo.InvariantCulture),
                Details = CanonicalJson.Write(new JsonObject { ["detail"] = detail, ["number"] = number }),
                PreviousHash = chain.Count == 0 ? HashChain.Genesis : chain[^1].Hash,
                Hash = "",
            };
            chain.Add(With(entry, entry.ActorName, HashChain.Hash(entry)));
        }
        return chain;
    }

    private static LedgerEntry With(LedgerEntry entry, string actorName, string? hash = null) =>
        new()
        {
            Sequence = entry.Sequence,
            At = entry.At,
            Kind = entry.Kind,
            ActorId = entry.ActorId,
            ActorName = actorName,
            ActorRole = entry.ActorRole,
            Subject = entry.Subject,
            Details = entry.Details,
            PreviousHash = entry.PreviousHash,
            Hash = hash ?? entry.Hash,
        };
}
