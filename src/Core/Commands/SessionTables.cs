using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using SnapshotShare.Core.Identity;
using SnapshotShare.Core.Persistence;

namespace SnapshotShare.Core.Commands;

/// <summary>The room's tables.</summary>
public static class SessionTables
{
    extension(Db db)
    {
        public DbSet<SignInSession> Sessions => db.Set<SignInSession>();
    }
}

internal sealed class SignInSessionTable : IEntityTypeConfiguration<SignInSession>
{
    public void Configure(EntityTypeBuilder<SignInSession> builder)
    {
        builder.ToTable("Sessions");
    }
}
