using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using SnapshotShare.Core.Persistence;

namespace SnapshotShare.Core.Exposing.Strays;

/// <summary>The room's tables.</summary>
public static class StrayTables
{
    extension(Db db)
    {
        public DbSet<Stray> Strays => db.Set<Stray>();
    }
}

internal sealed class StrayTable : IEntityTypeConfiguration<Stray>
{
    public void Configure(EntityTypeBuilder<Stray> builder)
    {
        builder.ToTable("Strays");
        builder.Property(stray => stray.Version).IsConcurrencyToken();
        builder.Property(stray => stray.Trouble).IsJson();
        builder.HasIndex(stray => new { stray.Account, stray.Identity }).IsUnique().HasFilter("\"GoneAt\" IS NULL");
        builder.HasIndex(stray => stray.GoneAt);
    }
}
