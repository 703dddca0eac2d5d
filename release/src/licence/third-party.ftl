The libraries of other authors in lib, and in the archive of the module onnx, with the licences that their authors state in
their POMs. Jars have the texts of their licences in META-INF as far as their authors put them there. See NOTICE for what
the natives of PyTorch contain.

<#list dependencyMap as e>
<#assign project = e.getKey()/>
${project.groupId}:${project.artifactId} ${project.version}
  ${e.getValue()?join(", or ")}
</#list>
