using ChatSdk.Sbom;

// Writes beside each package of a folder what it is made of, as CycloneDX: what it says it needs, with all that this needs in
// turn, in the versions of the lock file. Licences are those that the packages themselves state.
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
