using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Storage.ValueConversion;

namespace SnapshotShare.Core.Persistence;

/// <summary>
/// The database. It knows no entity: each room brings its tables as an <see cref="IEntityTypeConfiguration{TEntity}"/>, found by scanning.
/// Anybody may read through it; writing goes through the ledger's transaction alone.
/// </summary>
public sealed class Db(DbContextOptions<Db> options) : DbContext(options)
{
    protected override void ConfigureConventions(ModelConfigurationBuilder configurationBuilder)
    {
        configurationBuilder.Properties<DateTime>().HaveConversion<UtcMilliseconds>();
        // Enums stand in columns by name, so that a row can be read by a person.
        configurationBuilder.Properties<Enum>().HaveConversion<string>();
    }

    protected override void OnModelCreating(ModelBuilder modelBuilder) => modelBuilder.ApplyConfigurationsFromAssembly(typeof(Db).Assembly);

    /// <summary>
    /// Whole milliseconds since 1970 in UTC: sorts as it should, and is the same after a round trip. A number that is no time is read as the
    /// first or the last there is: whoever tampers with a row must not be able to keep it from being read.
    /// </summary>
    private sealed class UtcMilliseconds()
        : ValueConverter<DateTime, long>(
            at => new DateTimeOffset(DateTime.SpecifyKind(at, DateTimeKind.Utc)).ToUnixTimeMilliseconds(),
            milliseconds => DateTimeOffset.FromUnixTimeMilliseconds(Math.Clamp(milliseconds, First, Last)).UtcDateTime
        )
    {
        private static readonly long First = DateTimeOffset.MinValue.ToUnixTimeMilliseconds();
        private static readonly long Last = DateTimeOffset.MaxValue.ToUnixTimeMilliseconds();
    }
}
