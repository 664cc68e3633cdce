using ChatSdk.Sbom;

// Writes a CycloneDX file next to each package in a folder. The file lists the direct and transitive dependencies, with the versions from the
// lock file and their declared licenses.
if (args is not [var packages, var sources])
{
    Console.Error.WriteLine("Usage: ChatSdk.Sbom <folder with packages> <folder with their sources>");
    return 2;
}

foreach (var file in Directory.GetFiles(packages, "*.nupkg").Order(StringComparer.Ordinal))
{
    var package = Nuspec.OfPackage(file);
    var lockFile = LockFile.Read(Path.Combine(sources, package.Id, "packages.lock.json"));
    var bom = Bom.Of(package, lockFile, (id, version) => Nuspec.Find(id, version, packages).License);
    File.WriteAllText(Path.ChangeExtension(file, ".cdx.json"), bom + "\n");
    Console.WriteLine($"{package.Id}: The SBOM was written.");
}

return 0;
