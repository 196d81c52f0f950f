using System.Globalization;
using System.Text.RegularExpressions;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using static Microsoft.CodeAnalysis.CSharp.SyntaxKind;

namespace SnapshotShare.Mutation;

/// <summary>
/// Writes every mutant of one file into it, each behind its switch. It knows syntax and no types: what does not compile is found by the
/// compiler and left out. Left out are texts, log lines and whatever must be constant.
/// </summary>
internal sealed partial class MutatedFile : CSharpSyntaxRewriter
{
    private static readonly Dictionary<SyntaxKind, (SyntaxKind Token, SyntaxKind Expression)[]> Swaps = new()
    {
        [LessThanExpression] = [(LessThanEqualsToken, LessThanOrEqualExpression), (GreaterThanEqualsToken, GreaterThanOrEqualExpression)],
        [LessThanOrEqualExpression] = [(LessThanToken, LessThanExpression), (GreaterThanToken, GreaterThanExpression)],
        [GreaterThanExpression] =
        [
            (GreaterThanEqualsToken, GreaterThanOrEqualExpression),
            (LessThanEqualsToken, LessThanOrEqualExpression),
        ],
        [GreaterThanOrEqualExpression] = [(GreaterThanToken, GreaterThanExpression), (LessThanToken, LessThanExpression)],
        [EqualsExpression] = [(ExclamationEqualsToken, NotEqualsExpression)],
        [NotEqualsExpression] = [(EqualsEqualsToken, EqualsExpression)],
        [AddExpression] = [(MinusToken, SubtractExpression)],
        [SubtractExpression] = [(PlusToken, AddExpression)],
        [MultiplyExpression] = [(SlashToken, DivideExpression)],
        [DivideExpression] = [(AsteriskToken, MultiplyExpression)],
        [ModuloExpression] = [(AsteriskToken, MultiplyExpression)],
    };

    private static readonly Dictionary<string, string> OtherCalls = new(StringComparer.Ordinal)
    {
        ["Any"] = "All",
        ["All"] = "Any",
        ["First"] = "Last",
        ["FirstOrDefault"] = "LastOrDefault",
        ["Last"] = "First",
        ["LastOrDefault"] = "FirstOrDefault",
        ["Min"] = "Max",
        ["Max"] = "Min",
        ["MinBy"] = "MaxBy",
        ["MaxBy"] = "MinBy",
        ["OrderBy"] = "OrderByDescending",
        ["OrderByDescending"] = "OrderBy",
        ["ThenBy"] = "ThenByDescending",
        ["ThenByDescending"] = "ThenBy",
        ["Order"] = "OrderDescending",
        ["StartsWith"] = "EndsWith",
        ["EndsWith"] = "StartsWith",
        ["TrimStart"] = "TrimEnd",
        ["TrimEnd"] = "TrimStart",
    };

    /// <summary>Calls that hand on what they are called on, less or more of it.</summary>
    private static readonly HashSet<string> Sieves = new(StringComparer.Ordinal)
    {
        "Where",
        "Distinct",
        "DistinctBy",
        "Except",
        "Concat",
        "Append",
        "Prepend",
        "Take",
        "Skip",
        "Reverse",
        "Trim",
        "ToLowerInvariant",
    };

    private static readonly HashSet<string> Questions = new(StringComparer.Ordinal)
    {
        "Any",
        "All",
        "Contains",
        "ContainsKey",
        "StartsWith",
        "EndsWith",
        "Equals",
        "IsMatch",
        "SequenceEqual",
        "TryAdd",
    };

    private readonly string _file;
    private readonly Func<int> _next;
    private readonly Func<Mutant, bool> _isFit;
    private readonly Dictionary<string, int> _occurrences = new(StringComparer.Ordinal);

    private MutatedFile(string file, Func<int> next, Func<Mutant, bool> isFit)
    {
        _file = file;
        _next = next;
        _isFit = isFit;
    }

    public List<Mutant> Mutants { get; } = [];

    /// <param name="isFit">False for a mutant that does not compile, or that nobody asks for: it is not written.</param>
    public static (string Text, IReadOnlyList<Mutant> Mutants) Of(string file, string text, Func<int> next, Func<Mutant, bool> isFit)
    {
        var mutated = new MutatedFile(file, next, isFit);
        var root = CSharpSyntaxTree.ParseText(text, new CSharpParseOptions(LanguageVersion.Preview)).GetRoot();
        return (mutated.Visit(root).ToFullString(), mutated.Mutants);
    }

    // What must be constant, what only declares, and what only tells.
    public override SyntaxNode? VisitAttributeList(AttributeListSyntax node) => node;

    public override SyntaxNode? VisitEnumDeclaration(EnumDeclarationSyntax node) => node;

    public override SyntaxNode? VisitParameter(ParameterSyntax node) => node;

    public override SyntaxNode? VisitUsingDirective(UsingDirectiveSyntax node) => node;

    public override SyntaxNode? VisitInterpolatedStringExpression(InterpolatedStringExpressionSyntax node) => node;

    public override SyntaxNode? VisitThrowStatement(ThrowStatementSyntax node) => node;

    public override SyntaxNode? VisitThrowExpression(ThrowExpressionSyntax node) => node;

    public override SyntaxNode? VisitCaseSwitchLabel(CaseSwitchLabelSyntax node) => node;

    public override SyntaxNode? VisitConstantPattern(ConstantPatternSyntax node) => node;

    public override SyntaxNode? VisitRelationalPattern(RelationalPatternSyntax node) => node;

    public override SyntaxNode? VisitFieldDeclaration(FieldDeclarationSyntax node) =>
        node.Modifiers.Any(ConstKeyword) ? node : base.VisitFieldDeclaration(node);

    public override SyntaxNode? VisitLocalDeclarationStatement(LocalDeclarationStatementSyntax node) =>
        node.Modifiers.Any(ConstKeyword) ? node : base.VisitLocalDeclarationStatement(node);

    public override SyntaxNode? VisitClassDeclaration(ClassDeclarationSyntax node) =>
        node.Identifier.Text == "Log" ? node : base.VisitClassDeclaration(node);

    public override SyntaxNode? VisitExpressionStatement(ExpressionStatementSyntax node)
    {
        if (IsLogLine(node.Expression))
            return node;
        // What declares a name cannot be left out.
        if (node.DescendantNodes().Any(inner => inner is DeclarationExpressionSyntax))
            return base.VisitExpressionStatement(node);
        var visited = (ExpressionStatementSyntax)base.VisitExpressionStatement(node)!;
        return Add(node, "leave it out") is { } number ? LeftOut(visited, number) : visited;
    }

    public override SyntaxNode? VisitYieldStatement(YieldStatementSyntax node)
    {
        var visited = (YieldStatementSyntax)base.VisitYieldStatement(node)!;
        return node.IsKind(YieldReturnStatement) && Add(node, "leave it out") is { } number ? LeftOut(visited, number) : visited;
    }

    public override SyntaxNode? VisitIfStatement(IfStatementSyntax node)
    {
        var visited = (IfStatementSyntax)base.VisitIfStatement(node)!;
        return visited.WithCondition(Forced(node.Condition, visited.Condition));
    }

    public override SyntaxNode? VisitWhileStatement(WhileStatementSyntax node)
    {
        var visited = (WhileStatementSyntax)base.VisitWhileStatement(node)!;
        return node.Condition.IsKind(TrueLiteralExpression) ? node.WithStatement(visited.Statement)
            : Add(node.Condition, "never") is { } number ? visited.WithCondition(Expression($"({visited.Condition}) && !{Is(number)}"))
            : visited;
    }

    public override SyntaxNode? VisitConditionalExpression(ConditionalExpressionSyntax node)
    {
        var visited = (ConditionalExpressionSyntax)base.VisitConditionalExpression(node)!;
        var condition = Forced(node.Condition, visited.Condition);
        return condition == visited.Condition ? visited : visited.WithCondition(Parenthesized(condition, visited.Condition));
    }

    public override SyntaxNode? VisitWhenClause(WhenClauseSyntax node)
    {
        var visited = (WhenClauseSyntax)base.VisitWhenClause(node)!;
        return Add(node.Condition, "always") is { } number
            ? visited.WithCondition(Spaced($"({Is(number)} || {visited.Condition})", visited.Condition))
            : visited;
    }

    public override SyntaxNode? VisitSwitchExpressionArm(SwitchExpressionArmSyntax node)
    {
        var visited = (SwitchExpressionArmSyntax)base.VisitSwitchExpressionArm(node)!;
        if (node.Pattern.IsKind(DiscardPattern) || Add(node.Pattern, "never this arm") is not { } number)
            return visited;
        var condition = visited.WhenClause is { } when ? $"!{Is(number)} && ({when.Condition})" : $"!{Is(number)}";
        return visited.WithWhenClause(
            SyntaxFactory
                .WhenClause(SyntaxFactory.Token(WhenKeyword).WithTrailingTrivia(SyntaxFactory.Space), Spaced(condition, visited.Pattern))
                .WithLeadingTrivia(SyntaxFactory.Space)
                .WithTrailingTrivia(SyntaxFactory.Space)
        );
    }

    public override SyntaxNode? VisitBinaryExpression(BinaryExpressionSyntax node)
    {
        var visited = (BinaryExpressionSyntax)base.VisitBinaryExpression(node)!;
        if (node.IsKind(LogicalAndExpression) || node.IsKind(LogicalOrExpression))
            return OneSided(node, visited);
        if (node.IsKind(CoalesceExpression))
            return
                node.Right.IsKind(SyntaxKind.ThrowExpression)
                || node.Right.IsKind(NullLiteralExpression)
                || Add(node, "always the right side") is not { } right
                ? visited
                : Spaced($"({Is(right)} ? {node.Right} : {visited})", visited);
        if (!Swaps.TryGetValue(node.Kind(), out var swaps) || Declares(node) || IsText(node.Left) || IsText(node.Right))
            return visited;
        ExpressionSyntax result = visited;
        foreach (var (token, _) in swaps)
            if (Add(node, $"{node.OperatorToken.Text} becomes {SyntaxFacts.GetText(token)}") is { } number)
                result = Spaced($"({Is(number)} ? {node.Left} {SyntaxFacts.GetText(token)} {node.Right} : {result})", visited);
        return result;
    }

    public override SyntaxNode? VisitPrefixUnaryExpression(PrefixUnaryExpressionSyntax node)
    {
        var visited = (PrefixUnaryExpressionSyntax)base.VisitPrefixUnaryExpression(node)!;
        return node.IsKind(LogicalNotExpression) && !IsCondition(node) && Add(node, "no longer not") is { } number
            ? Spaced($"({visited} == !{Is(number)})", visited)
            : visited;
    }

    public override SyntaxNode? VisitIsPatternExpression(IsPatternExpressionSyntax node)
    {
        var visited = (IsPatternExpressionSyntax)base.VisitIsPatternExpression(node)!;
        return !IsCondition(node) && Add(node, "is becomes is not") is { } number
            ? Spaced($"(({visited}) == !{Is(number)})", visited)
            : visited;
    }

    public override SyntaxNode? VisitInvocationExpression(InvocationExpressionSyntax node)
    {
        if (node.Expression is IdentifierNameSyntax { Identifier.Text: "nameof" } || IsLogLine(node))
            return node;
        var visited = (InvocationExpressionSyntax)base.VisitInvocationExpression(node)!;
        ExpressionSyntax result = visited;
        if (
            node.Expression is not MemberAccessExpressionSyntax { Name: var called, Expression: var receiver }
            || Declares(node)
            || IsBehindQuestionMark(node)
        )
            return result;
        var name = called.Identifier.Text;
        if (OtherCalls.TryGetValue(name, out var other) && Add(node, $"{name} becomes {other}") is { } swap)
            result = Spaced(
                $"({Is(swap)} ? {receiver}.{called.ToString().Replace(name, other, StringComparison.Ordinal)}{node.ArgumentList} : {result})",
                visited
            );
        if (Questions.Contains(name) && !IsCondition(node) && Add(node, $"not {name}") is { } not)
            result = Spaced($"({result} == !{Is(not)})", visited);
        if (Sieves.Contains(name) && Add(node, $"without {name}") is { } without)
            result = Spaced($"({Is(without)} ? {receiver} : {result})", visited);
        return result;
    }

    public override SyntaxNode? VisitLiteralExpression(LiteralExpressionSyntax node)
    {
        var other = node.Kind() switch
        {
            TrueLiteralExpression => "false",
            FalseLiteralExpression => "true",
            NumericLiteralExpression => $"({node.Token.Text} + 1)",
            _ => null,
        };
        return other is not null && !IsCondition(node) && Add(node, $"becomes {other}") is { } number
            ? Spaced($"({Is(number)} ? {other} : {node.Token.Text})", node)
            : node;
    }

    /// <summary>A member that is set keeps its default instead.</summary>
    public override SyntaxNode? VisitInitializerExpression(InitializerExpressionSyntax node)
    {
        var visited = (InitializerExpressionSyntax)base.VisitInitializerExpression(node)!;
        if (!node.IsKind(ObjectInitializerExpression) && !node.IsKind(WithInitializerExpression))
            return visited;
        var expressions = visited.Expressions;
        for (var i = 0; i < node.Expressions.Count; i++)
            if (
                node.Expressions[i] is AssignmentExpressionSyntax { Right: var sound } assignment
                && sound
                    is not (
                        InitializerExpressionSyntax
                        or CollectionExpressionSyntax
                        or ImplicitObjectCreationExpressionSyntax
                        or LambdaExpressionSyntax
                    )
                // What is its default already.
                && !sound.IsKind(NullLiteralExpression)
                && !sound.IsKind(FalseLiteralExpression)
                && sound is not LiteralExpressionSyntax { Token.Text: "0" }
                && !IsText(sound)
                && Add(assignment, "not set") is { } number
            )
            {
                var set = (AssignmentExpressionSyntax)visited.Expressions[i];
                expressions = expressions.Replace(
                    expressions[i],
                    set.WithRight(Spaced($"{Is(number)} ? default! : {Enclosed(set.Right)}", set.Right))
                );
            }
        return visited.WithExpressions(expressions);
    }

    public override SyntaxNode? VisitSpreadElement(SpreadElementSyntax node)
    {
        var visited = (SpreadElementSyntax)base.VisitSpreadElement(node)!;
        return node.Expression is not ConditionalExpressionSyntax && Add(node, "left out") is { } number
            ? visited.WithExpression(Spaced($"({visited.Expression}).Where(_ => !{Is(number)})", visited.Expression))
            : visited;
    }

    private ExpressionSyntax OneSided(BinaryExpressionSyntax node, BinaryExpressionSyntax visited)
    {
        var isAnd = node.IsKind(LogicalAndExpression);
        var (left, right) = (visited.Left, visited.Right);
        if (!Declares(node.Left) && Add(node.Left, "drop the left side") is { } leftNumber)
            left = Spaced(isAnd ? $"({Is(leftNumber)} || {left})" : $"(!{Is(leftNumber)} && ({left}))", left);
        if (!Declares(node.Right) && Add(node.Right, "drop the right side") is { } rightNumber)
            right = Spaced(isAnd ? $"({Is(rightNumber)} || {right})" : $"(!{Is(rightNumber)} && ({right}))", right);
        return visited.WithLeft(left).WithRight(right);
    }

    private ExpressionSyntax Forced(ExpressionSyntax sound, ExpressionSyntax visited)
    {
        var condition = visited;
        // A name that a condition declares must be there wherever it is used: after yes, or after no where it is asked for its absence.
        var (needsYes, needsNo) = (Declares(sound) && !IsNegative(sound), Declares(sound) && IsNegative(sound));
        if (!needsYes && Add(sound, "always") is { } always)
            condition = Spaced($"({Is(always)} || {condition})", visited);
        if (!needsNo && Add(sound, "never") is { } never)
            condition = Spaced($"(({condition}) && !{Is(never)})", visited);
        return condition;
    }

    private int? Add(SyntaxNode sound, string mistake)
    {
        var code = OneLine().Replace(sound.WithoutTrivia().ToString(), " ");
        if (code.Length > 160)
            code = code[..157] + "...";
        var member = MemberOf(sound);
        var key = $"{member} {mistake} {code}";
        var occurrence = _occurrences[key] = _occurrences.GetValueOrDefault(key) + 1;
        var line = sound.GetLocation().GetLineSpan().StartLinePosition.Line + 1;
        var mutant = new Mutant(0, _file, member, line, mistake, code, occurrence);
        if (!_isFit(mutant))
            return null;
        mutant = mutant with { Number = _next() };
        Mutants.Add(mutant);
        return mutant.Number;
    }

    private static string MemberOf(SyntaxNode node)
    {
        var names = node.Ancestors()
            .Select(above =>
                above switch
                {
                    MethodDeclarationSyntax method => method.Identifier.Text,
                    PropertyDeclarationSyntax property => property.Identifier.Text,
                    ConstructorDeclarationSyntax => "constructor",
                    VariableDeclaratorSyntax { Parent.Parent: FieldDeclarationSyntax } field => field.Identifier.Text,
                    TypeDeclarationSyntax type => type.Identifier.Text,
                    _ => null,
                }
            )
            .OfType<string>()
            .Reverse();
        return string.Join('.', names);
    }

    /// <summary>Where true and false are forced already, a mistake that turns it round is no third one.</summary>
    private static bool IsCondition(SyntaxNode node) =>
        node.Parent switch
        {
            IfStatementSyntax or WhileStatementSyntax or WhenClauseSyntax => true,
            ConditionalExpressionSyntax conditional => conditional.Condition == node,
            BinaryExpressionSyntax binary => binary.IsKind(LogicalAndExpression) || binary.IsKind(LogicalOrExpression),
            PrefixUnaryExpressionSyntax not => not.IsKind(LogicalNotExpression),
            ParenthesizedExpressionSyntax inner => IsCondition(inner),
            _ => false,
        };

    /// <summary>Code that declares a name cannot stand twice in one member.</summary>
    private static bool Declares(SyntaxNode node) =>
        node.DescendantNodes()
            .Any(inner => inner is DeclarationExpressionSyntax or DeclarationPatternSyntax or SingleVariableDesignationSyntax);

    /// <summary>Behind <c>?.</c> stands no expression by itself.</summary>
    private static bool IsBehindQuestionMark(SyntaxNode node) =>
        node.Ancestors().OfType<ConditionalAccessExpressionSyntax>().Any(access => access.WhenNotNull.Span.Contains(node.Span))
        && !node.Ancestors().TakeWhile(above => above is not ConditionalAccessExpressionSyntax).OfType<ArgumentSyntax>().Any();

    private static bool IsNegative(ExpressionSyntax condition) =>
        condition switch
        {
            IsPatternExpressionSyntax { Pattern: var pattern } => pattern.IsKind(NotPattern),
            PrefixUnaryExpressionSyntax => true,
            ParenthesizedExpressionSyntax inner => IsNegative(inner.Expression),
            BinaryExpressionSyntax { RawKind: (int)LogicalOrExpression } => true,
            _ => false,
        };

    private static bool IsText(ExpressionSyntax node) => node.IsKind(StringLiteralExpression) || node is InterpolatedStringExpressionSyntax;

    private static bool IsLogLine(ExpressionSyntax node) =>
        node
            is InvocationExpressionSyntax
            {
                Expression: MemberAccessExpressionSyntax { Expression: IdentifierNameSyntax { Identifier.Text: "Log" } }
            };

    private static string Is(int number) => string.Create(CultureInfo.InvariantCulture, $"SnapshotShare.Mutants.Is({number})");

    private static string Enclosed(ExpressionSyntax node) =>
        node is ConditionalExpressionSyntax or LambdaExpressionSyntax ? $"({node})" : node.ToString();

    private static ExpressionSyntax Parenthesized(ExpressionSyntax node, ExpressionSyntax like) => Spaced($"({node})", like);

    private static ExpressionSyntax Expression(string code) => SyntaxFactory.ParseExpression(code);

    private static ExpressionSyntax Spaced(string code, SyntaxNode like) =>
        Expression(code).WithLeadingTrivia(like.GetLeadingTrivia()).WithTrailingTrivia(like.GetTrailingTrivia());

    /// <summary>In braces, so that an <c>else</c> that follows stays with its own <c>if</c>.</summary>
    private static StatementSyntax LeftOut(StatementSyntax statement, int number) =>
        SyntaxFactory
            .ParseStatement($"{{ if (!{Is(number)}) {statement.WithoutTrivia().ToFullString()} }}")
            .WithLeadingTrivia(statement.GetLeadingTrivia())
            .WithTrailingTrivia(statement.GetTrailingTrivia());

    [GeneratedRegex(@"\s+", RegexOptions.None, 1000)]
    private static partial Regex OneLine();
}
