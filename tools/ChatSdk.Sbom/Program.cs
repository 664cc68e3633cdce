using ChatSdk.Sbom;

// Writes a software bill of materials (CycloneDX) next to each package in a folder: its direct and transitive dependencies, in the
// versions of the lock file. Licences are those in the metadata of the packages.
if (args is not [var packages, var sources])
{
    Console.Error.WriteLine("Usage: ChatSdk.Sbom <folder of packages> <folder of their sources>");
    return 2;
}

foreach (var file in Directory.GetFiles(packages, "*.nupkg").Order(StringComparer.Ordinal))
{
    var package = Nuspec.OfPackage(file);
    var lockFile = LockFile.Read(Path.Combine(sources, package.Id, "packages.lock.json"));
    var bom = Bom.Of(package, lockFile, (id, version) => Nuspec.Find(id, version, packages).Licence);
    File.WriteAllText(Path.ChangeExtension(file, ".cdx.json"), bom + "\n");
    Console.WriteLine($"{package.Id}: what it is made of is written");
}

return 0;
