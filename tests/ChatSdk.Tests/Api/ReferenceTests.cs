namespace ChatSdk.Tests.Api;

/// <summary>What the library leans on.</summary>
[TestFixture]
public sealed class ReferenceTests
{
    private static readonly string?[] _references = [.. typeof(ChatClient).Assembly.GetReferencedAssemblies().Select(reference => reference.Name)];

    [Test]
    public void Only_the_packages_of_the_architecture_page_are_referred_to() =>
        _references.Where(name => !name!.StartsWith("System.", StringComparison.Ordinal)).Should().OnlyContain(name =>
            name == "Polly.Core" || name!.StartsWith("Microsoft.Extensions.", StringComparison.Ordinal));

    [Test]
    public void No_regular_expression_is_run_on_what_a_server_says() =>
        _references.Should().NotContain("System.Text.RegularExpressions");
}
