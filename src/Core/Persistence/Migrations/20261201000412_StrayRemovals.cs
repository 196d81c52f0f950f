using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace SnapshotShare.Core.Persistence.Migrations
{
    /// <inheritdoc />
    public partial class StrayRemovals : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<string>(
                name: "AskedFor",
                table: "Strays",
                type: "TEXT",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "AskedOf",
                table: "Strays",
                type: "TEXT",
                nullable: true);

            migrationBuilder.AddColumn<long>(
                name: "DecidedAt",
                table: "Strays",
                type: "INTEGER",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "DecidedById",
                table: "Strays",
                type: "TEXT",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "DecidedByName",
                table: "Strays",
                type: "TEXT",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "DecisionReason",
                table: "Strays",
                type: "TEXT",
                nullable: true);

            migrationBuilder.AddColumn<int>(
                name: "FailedTries",
                table: "Strays",
                type: "INTEGER",
                nullable: false,
                defaultValue: 0);

            migrationBuilder.AddColumn<long>(
                name: "NextTryAt",
                table: "Strays",
                type: "INTEGER",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "Trouble",
                table: "Strays",
                type: "TEXT",
                nullable: true);
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropColumn(
                name: "AskedFor",
                table: "Strays");

            migrationBuilder.DropColumn(
                name: "AskedOf",
                table: "Strays");

            migrationBuilder.DropColumn(
                name: "DecidedAt",
                table: "Strays");

            migrationBuilder.DropColumn(
                name: "DecidedById",
                table: "Strays");

            migrationBuilder.DropColumn(
                name: "DecidedByName",
                table: "Strays");

            migrationBuilder.DropColumn(
                name: "DecisionReason",
                table: "Strays");

            migrationBuilder.DropColumn(
                name: "FailedTries",
                table: "Strays");

            migrationBuilder.DropColumn(
                name: "NextTryAt",
                table: "Strays");

            migrationBuilder.DropColumn(
                name: "Trouble",
                table: "Strays");
        }
    }
}
