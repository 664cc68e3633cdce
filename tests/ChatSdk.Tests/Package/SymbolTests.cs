using System.Reflection;
using System.Reflection.Metadata;
using System.Reflection.PortableExecutable;
using System.Runtime.Loader;

namespace ChatSdk.Tests.Package;

/// <summary>Tests that the libraries in the packages are release builds, and that their symbols match them.</summary>
[NeedsPackages]
public sealed class SymbolTests
{
    [Test]
    public void Library_is_a_release_build_whose_version_contains_the_commit(
        [ValueSource(typeof(BuiltPackage), nameof(BuiltPackage.Names))] string name, [Values("net10.0", "net8.0")] string target)
    {
        using var package = BuiltPackage.Open(name);
        var context = new AssemblyLoadContext(name: null, isCollectible: true);
        try
        {
            var assembly = context.LoadFromStream(new MemoryStream(package.Read($"{BuiltPackage.AssemblyIn(name, target)}.dll")));

            assembly.GetCustomAttribute<AssemblyConfigurationAttribute>()!.Configuration.Should().Be("Release");
            assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()!.InformationalVersion.Should().MatchRegex(@"^\d+\.\d+\.\d+[^+]*\+[0-9a-f]{40}$");
        }
        finally
        {
            context.Unload();
        }
    }

    [Test]
    public void Symbols_match_the_library_and_contain_no_local_path(
        [ValueSource(typeof(BuiltPackage), nameof(BuiltPackage.Names))] string name, [Values("net10.0", "net8.0")] string target)
    {
        using var package = BuiltPackage.Open(name);
        using var symbols = BuiltPackage.Open(name, "snupkg");
        using var library = new PEReader(new MemoryStream(package.Read($"{BuiltPackage.AssemblyIn(name, target)}.dll")));
        using var provider = MetadataReaderProvider.FromPortablePdbStream(new MemoryStream(symbols.Read($"{BuiltPackage.AssemblyIn(name, target)}.pdb")));
        var pdb = provider.GetMetadataReader();

        var entry = library.ReadDebugDirectory().Single(found => found.Type == DebugDirectoryEntryType.CodeView);
        new BlobContentId(pdb.DebugMetadataHeader!.Id).Guid.Should().Be(library.ReadCodeViewDebugDirectoryData(entry).Guid);
        pdb.Documents.Select(document => pdb.GetString(pdb.GetDocument(document).Name)).Should().NotBeEmpty()
            .And.OnlyContain(path => path.StartsWith("/_/", StringComparison.Ordinal));
    }
}
