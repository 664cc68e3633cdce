using System.IO.Compression;
using System.Runtime.CompilerServices;
using System.Xml.Linq;

namespace ChatSdk.Tests.Package;

/// <summary>A package created by <c>dotnet pack</c>. The environment variable CHATSDK_PACKAGES contains the path of its folder.</summary>
internal sealed class BuiltPackage : IDisposable
{
    private readonly ZipArchive _archive;

    private BuiltPackage(string file) => _archive = ZipFile.OpenRead(file);

    public const string Tool = "ChatSdk.Tool";

    public static string Root { get; } = Path.GetFullPath(Path.Combine(HereFolder(), "..", "..", ".."));

    /// <summary>Gets the names of all packages, which are the names of the projects in <c>src</c>.</summary>
    public static IEnumerable<string> Names => Directory.GetFiles(Path.Combine(Root, "src"), "*.csproj", SearchOption.AllDirectories)
        .Select(file => Path.GetFileNameWithoutExtension(file)).Order(StringComparer.Ordinal);

    /// <summary>Gets the names of the packages that projects reference, which are all except the tool.</summary>
    public static IEnumerable<string> Libraries => Names.Except([Tool], StringComparer.Ordinal);

    public static string Folder => Path.GetFullPath(Environment.GetEnvironmentVariable("CHATSDK_PACKAGES")!, Root);

    public IEnumerable<string> Files => _archive.Entries.Select(entry => entry.FullName);

    // The digit after the name distinguishes "ChatSdk.1.0.0" from "ChatSdk.Testing.1.0.0".
    public static string File(string name, string extension) =>
        Directory.GetFiles(Folder, $"{name}.*.{extension}").Single(file => char.IsAsciiDigit(Path.GetFileName(file)[name.Length + 1]));

    /// <summary>Returns the path of the assembly in a package, without its extension.</summary>
    public static string AssemblyIn(string name, string target) => name == Tool ? $"tools/{target}/any/{name}" : $"lib/{target}/{name}";

    public static BuiltPackage Open(string name, string extension = "nupkg") => new(File(name, extension));

    public byte[] Read(string file)
    {
        using var stream = _archive.GetEntry(file)!.Open();
        using var bytes = new MemoryStream();
        stream.CopyTo(bytes);
        return bytes.ToArray();
    }

    /// <summary>Returns the metadata of the package.</summary>
    public XElement Metadata()
    {
        using var stream = _archive.Entries.Single(entry => entry.Name.EndsWith(".nuspec", StringComparison.Ordinal)).Open();
        return XDocument.Load(stream).Root!.Elements().Single(element => element.Name.LocalName == "metadata");
    }

    public void Dispose() => _archive.Dispose();

    private static string HereFolder([CallerFilePath] string file = "") => Path.GetDirectoryName(file)!;
}
