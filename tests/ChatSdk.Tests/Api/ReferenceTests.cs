namespace ChatSdk.Tests.Api;

/// <summary>Tests which packages and assemblies the library references.</summary>
[TestFixture]
public sealed class ReferenceTests
{
    private static readonly string?[] _references = [.. typeof(ChatClient).Assembly.GetReferencedAssemblies().Select(reference => reference.Name)];

    [Test]
    public void Only_System_assemblies_Polly_Core_and_Microsoft_Extensions_packages_are_referenced() =>
        _references.Where(name => !name!.StartsWith("System.", StringComparison.Ordinal)).Should().OnlyContain(name =>
            name == "Polly.Core" || name!.StartsWith("Microsoft.Extensions.", StringComparison.Ordinal));

    [Test]
    public void Library_does_not_use_regular_expressions() =>
        _references.Should().NotContain("System.Text.RegularExpressions");
}
